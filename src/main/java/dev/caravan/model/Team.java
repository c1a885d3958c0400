package dev.caravan.model;

import java.util.List;

/**
 * Who is in a queue, a role or a permission set of the CRM; the subject is {@code queue/}, {@code role/} or
 * {@code permission-set/} and its developer name in small letters.
 *
 * @param members ids of users, sorted
 */
public record Team(Fact.Head head, List<String> members) implements Fact {
  public Team {
    members = members.stream().distinct().sorted().toList();
  }

  @Override
  public String type() {
    return "team";
  }

  @Override
  public Team with(Fact.Head other) {
    return new Team(other, members);
  }
}
