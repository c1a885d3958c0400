/**
 * Who acts on a hand-off: pools, turns, owners, response clocks, reminders and alerts.
 *
 * <p>In: hand-offs of persons, groups and accounts, users and teams of the CRM, and what sales did. Out: assignments and
 * notices. Never: whether somebody qualifies. One key holds it all, so that turns are fair; begin with
 * {@link dev.caravan.desk.AssignStage}.
 */
@NullMarked
package dev.caravan.desk;

import org.jspecify.annotations.NullMarked;
