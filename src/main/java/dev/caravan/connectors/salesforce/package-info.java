/**
 * Salesforce: what changed there becomes facts, what was decided here becomes records there, through camel-salesforce.
 *
 * <p>In: query replies of Salesforce, and items of the outbox for the target {@code salesforce}. Out: arrivals for the
 * journal with the cursor that covers them, and for each item what became of it, in Salesforce's own words where it
 * refused. Never: a decision, a field that {@code mapping.yaml} does not name, an owner on anything but a Lead, or a
 * retry inside a batch (the outbox does that).
 *
 * <p>Every call is a fresh exchange that carries only the headers set here: camel-salesforce 4.18.0 lets a plain header
 * of the message override its endpoint, and sends every {@code Sforce*} header on. A raw composite call of that version
 * gives an error reply back as if it were a result; the status is looked at here.
 */
@NullMarked
package dev.caravan.connectors.salesforce;

import org.jspecify.annotations.NullMarked;
