package dev.caravan.journal;

import dev.caravan.model.Fact;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person, while the {@link FrontDoor} is open. */
final class Someone {
  final String id;
  final long seq;
  final List<String> keys = new ArrayList<>(4);
  /** As they came, in case this person turns out to be another. */
  List<Fact> facts = new ArrayList<>();
  private @Nullable Usual usual;

  Someone(String id, long seq) {
    this.id = id;
    this.seq = seq;
  }

  boolean anonymous() {
    return keys.stream().allMatch(IdentityKeys::isVisitor);
  }

  int rank() {
    return keys.stream().anyMatch(IdentityKeys::isEmail) ? 0 : anonymous() ? 2 : 1;
  }

  /** Whether an activity names the person as others did before. */
  boolean isNamedAsUsual(Fact.Activity activity) {
    return usual != null && usual.covers(activity);
  }

  /** Learns how an activity names the person; every key of it must be theirs. */
  void named(Fact.Activity activity) {
    usual = Usual.of(usual, activity);
  }

  Fact stamped(Fact fact) {
    facts.add(fact);
    return fact.with(fact.head().stamped(id));
  }

  /**
   * How a person's activities usually name them. Every key of it is this person's, and stays so until the person is
   * merged into another: an activity that says nothing else needs no second look.
   */
  private record Usual(String source, String subject, String contact, String visitor) {
    boolean covers(Fact.Activity activity) {
      Fact.Head head = activity.head();
      String said = activity.detail(IdentityKeys.VISITOR_DETAIL);
      return head.subject().equals(subject) && head.source().equals(source)
          && (activity.contact().isEmpty() || activity.contact().equals(contact))
          && (said.isEmpty() || said.equals(visitor));
    }

    /** With what another activity of the person names; the newer value of each replaces the older. */
    static Usual of(@Nullable Usual before, Fact.Activity activity) {
      Fact.Head head = activity.head();
      String contact = activity.contact();
      String visitor = activity.detail(IdentityKeys.VISITOR_DETAIL);
      if (before != null && before.source.equals(head.source())) {
        contact = contact.isEmpty() ? before.contact : contact;
        visitor = visitor.isEmpty() ? before.visitor : visitor;
      }
      return new Usual(head.source(), head.subject(), contact, visitor);
    }
  }
}
