/**
 * A Salesforce org on loopback: OAuth, REST rows and collections, composite, SOQL and Bulk 2.0, with the manners of the
 * real one (required fields, unique keys, converted leads, queues, assignment rules).
 *
 * <p>In: a fact file that says what the org holds, a log of what callers wrote before, and HTTP requests. Out: replies
 * in Salesforce's shapes, and a snapshot that two runs can be compared by. Never: a look into any other room, a call to
 * the outside, or a time of its own: the clock is given.
 */
@NullMarked
package dev.caravan.sandbox.salesforce;

import org.jspecify.annotations.NullMarked;
