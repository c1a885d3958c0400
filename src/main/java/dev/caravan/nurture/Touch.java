package dev.caravan.nurture;

/**
 * What a person on a programme is sent next.
 *
 * @param content its id; nobody is ever sent one twice
 * @param track of the programme it stands in
 * @param kind engage, convert or retain
 * @param asks whether the next questions of the person go with it
 * @param offers the opt-in it offers, {@code ""} for none
 * @param place where {@code config/nurture.yaml} names it
 * @param notBefore when it may be sent at the earliest, epoch ms; 0 for at once
 */
public record Touch(String content, String title, String track, String kind, boolean asks, String offers, String place,
    long notBefore) {}
