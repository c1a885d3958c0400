package dev.caravan.sandbox.market;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planted truth.
 *
 * @param asset the asset it is about; null when it is about several
 * @param people in the order they first act
 * @param from time of the first act, in seconds
 * @param until time of the last act
 * @param sharing "likely" when they came by the same forwarded link, "possible" when only the timing speaks; else null
 */
record Story(
    Plant plant, @Nullable Account account, Solution solution, @Nullable Asset asset, List<Person> people, long from,
    long until, @Nullable String sharing) {
  Story {
    people = List.copyOf(people);
  }
}
