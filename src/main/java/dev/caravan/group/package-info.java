/**
 * The third room: sees when several people of one account are buying together, and says so only when it is true.
 *
 * <p>In: what engaged people of an account did for one solution. Out: the group's level, the pattern that made it, who
 * was first, who may have shared with whom. Never: a hand-off to several people for one group, or sharing told as fact.
 *
 * <p>Windows lie in the time things happened; falling and waiting lie in the order of knowing. Only what a window can
 * still need is kept, so that an activity costs the same at the end of a long history as at its beginning.
 */
@NullMarked
package dev.caravan.group;

import org.jspecify.annotations.NullMarked;
