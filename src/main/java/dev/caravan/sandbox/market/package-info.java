/**
 * A generated market: a year of companies, people and what they did, with truths planted in it to judge a run by.
 * Start at {@link dev.caravan.sandbox.market.Market}.
 *
 * <p>In: settings (how many people, a seed, the last instant). Out: a fact file (CloudEvents, one a line, sorted by
 * time) and a truth file (JSON). The same settings give the same bytes.
 *
 * <p>Never: a clock, a real company, a real address; never a look into the rooms it is used to judge. The points it
 * knows are those of the shipped example company, kept here a second time on purpose: a judge does not ask the judged.
 */
@NullMarked
package dev.caravan.sandbox.market;

import org.jspecify.annotations.NullMarked;
