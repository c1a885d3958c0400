/**
 * Sales people of the practice ground.
 *
 * <p>In: the tasks they have in the Salesforce stand-in, and the rates of the truth file. Out: what they do at a screen of that
 * stand-in. Never: a look at who gave them the tasks, or into any other room.
 */
@NullMarked
package dev.caravan.sandbox.sales;

import org.jspecify.annotations.NullMarked;
