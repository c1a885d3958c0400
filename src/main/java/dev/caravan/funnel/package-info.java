/**
 * The fourth room: how far a person has come towards sales, and who owns them there.
 *
 * <p>In: interest, and what sales said. Out: the stage and whether it changed, with the reason. Never: a stage taken back
 * by time; only sales moves one backwards, with a reason.
 */
@NullMarked
package dev.caravan.funnel;

import org.jspecify.annotations.NullMarked;
