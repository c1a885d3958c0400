/**
 * The ground both stand-ins are built on: a loopback HTTP server, scripted faults, and a log of what was written.
 *
 * <p>In: requests as bytes. Out: replies as bytes. Never: knowledge of Eloqua or Salesforce, or an address other than
 * loopback.
 */
@NullMarked
package dev.caravan.sandbox.http;

import org.jspecify.annotations.NullMarked;
