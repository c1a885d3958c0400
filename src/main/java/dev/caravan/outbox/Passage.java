package dev.caravan.outbox;

/**
 * The way of a hand-off that the outside accepted.
 *
 * @param fact id of the fact that set it off, {@code ""} when time did
 * @param at the second in which that became known, epoch ms, as all of these
 * @param decided when it was put in line, by the clock
 * @param accepted when the outside had taken it
 */
public record Passage(String fact, long at, long decided, long accepted) {}
