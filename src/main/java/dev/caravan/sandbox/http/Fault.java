package dev.caravan.sandbox.http;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Trouble a stand-in makes on demand, a number of times, for requests that match.
 *
 * @param when which requests it hits
 * @param times how often it strikes before it is spent
 * @param effect what happens
 */
public record Fault(Predicate<Request> when, int times, Effect effect) {

  /** What a fault does to a request. */
  public sealed interface Effect {
    /** Answers with this instead of doing the work. */
    record Instead(Reply reply) implements Effect {}

    /** The same with a reply that fits the request, such as one that names its references. */
    record InsteadBy(Function<Request, Reply> reply) implements Effect {}

    /** Does the work, then drops the connection before a reply is sent: the caller can't know. */
    record DropAfter() implements Effect {}

    /** Drops the connection before the work is done. */
    record DropBefore() implements Effect {}
  }
}
