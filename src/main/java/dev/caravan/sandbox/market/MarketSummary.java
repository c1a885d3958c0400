package dev.caravan.sandbox.market;

/**
 * What was written, in numbers.
 *
 * @param facts lines of the fact file
 * @param activities those of them that are activities
 * @param machineClicks clicks made by mail scanners, part of the activities
 * @param withheld ordinary acts left out because they would have blurred a planted truth or coordinated by chance
 */
public record MarketSummary(long facts, long activities, int people, int accounts, long machineClicks, long withheld) {}
