package dev.caravan.insight;

import dev.caravan.model.Tally;

/**
 * What became of the records due for a system in a run.
 *
 * @param waiting how many of those that wait may be written now
 * @param waitingSince since when the oldest of these is in line, epoch ms; 0 if there are none
 */
public record Delivered(Tally tally, long waiting, long waitingSince) {}
