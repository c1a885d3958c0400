/**
 * What becomes of each person: their stage, whether sales is asked to act, their one next step, and what the CRM shows.
 *
 * <p>In: scores, how the person's group stands, and what sales did. Out: decisions of stages, hand-offs, programmes, touches and
 * scores; to the desk, whom to give to somebody. Never: who gets a hand-off. Begin with
 * {@link dev.caravan.lifecycle.DecideStage}.
 *
 * <p>What reaches a person leaves by {@link dev.caravan.lifecycle.Reaching} alone, which counts touches. The stage stands
 * several times in a row, since a key cannot tell another key of its own stage; see {@link dev.caravan.lifecycle.MergeStage}.
 */
@NullMarked
package dev.caravan.lifecycle;

import org.jspecify.annotations.NullMarked;
