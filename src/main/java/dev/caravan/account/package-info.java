/**
 * Whose account a person belongs to: by the CRM, by hand, by domain, or by name; and what an account looks like.
 *
 * <p>In: records of accounts, opportunities and contracts, and persons who ask. Out: to score, the account of each person and
 * each change of it; to group, contracts that end soon. Never: what a person did, or a decision. Begin with
 * {@link dev.caravan.account.AccountStage}.
 */
@NullMarked
package dev.caravan.account;

import org.jspecify.annotations.NullMarked;
