/**
 * The first room: makes what systems say of people and companies comparable, and finds a person's company.
 *
 * <p>In: person and account facts. Out: a {@link dev.caravan.enrich.Profile}, an
 * {@link dev.caravan.enrich.AccountView}, a domain to match by. Never: a call to the outside; look-up answers enter
 * through the journal as facts.
 *
 * <p>An empty or default value never overwrites a filled one; per field the newest wins.
 */
@NullMarked
package dev.caravan.enrich;

import org.jspecify.annotations.NullMarked;
