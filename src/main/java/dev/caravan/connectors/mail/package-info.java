/**
 * Mail: what reps are told of buying groups goes to their own address, through camel-mail and the company's mail server.
 *
 * <p>In: items of the outbox for the target {@code mail}. Out: one mail for each, and what became of it. Never: a mail to
 * anybody but a user of the CRM or the address named in the settings, a second mail for one alert, or an address in a message
 * about a failure.
 *
 * <p>A mail server cannot be asked whether it took a mail. So one mail is sent at a time, under a message id that follows from
 * the alert's own; where the answer was lost, the mail is not sent again: the task in the CRM says the same.
 */
@NullMarked
package dev.caravan.connectors.mail;

import org.jspecify.annotations.NullMarked;
