/**
 * The study: learns from leads that were won or lost, and says honestly how well. Start at
 * {@link dev.caravan.learn.Learner}.
 *
 * <p>In: rows of what was known of a lead, in order of time, each with its outcome. Out: figures measured on later rows
 * than those learned from, and proposed points, each with its evidence; or a sentence that there is too little to learn
 * from. Never: a file, a clock, a database, an unseeded chance; a proposal is text and changes no score by itself.
 */
@NullMarked
package dev.caravan.learn;

import org.jspecify.annotations.NullMarked;
