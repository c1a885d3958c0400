package dev.caravan.insight;

import dev.caravan.model.Tally;

/**
 * What became of the records due for a system in a run.
 *
 * @param waitingSince since when the oldest of those that wait is in line, epoch ms; 0 if none waits
 */
public record Delivered(Tally tally, long waitingSince) {}
