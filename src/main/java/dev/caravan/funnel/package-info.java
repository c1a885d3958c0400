/**
 * The fourth room: how far a person has come with a solution, and who owns them there.
 *
 * <p>In: the paths of {@code config/funnel.yaml}, and values such as interest, what sales said, how an opportunity stands.
 * Out: the stage that follows, and what may follow a stage at all. Never: a move the funnel does not allow, a stage taken
 * back by time unless a limit says so, a person on a stage nobody knows: a stage taken out of the file must be
 * {@code moved}, or whoever asks for it fails and is told.
 */
@NullMarked
package dev.caravan.funnel;

import org.jspecify.annotations.NullMarked;
