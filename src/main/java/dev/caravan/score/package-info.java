/**
 * The second room: what a person's activity and profile amount to, down to the last point.
 *
 * <p>In: a profile, an account, and what the person did. Out: per solution fit, interest, rating and posture, with the
 * parts they consist of. Never: who acts on it, and no clock: the moment is an argument.
 *
 * <p>Interest is recomputed from what is known, never added up in a counter: late facts, voided answers and the fading
 * of points then need no special case, and the parts shown are the score.
 */
@NullMarked
package dev.caravan.score;

import org.jspecify.annotations.NullMarked;
