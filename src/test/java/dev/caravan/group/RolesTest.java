package dev.caravan.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.score.Engagement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who fills which role of a committee. */
class RolesTest {
  private final Roles roles = new Roles(List.of(
      new Roles.Role("economic-buyer", 1, 3, List.of("decision-maker", "executive-sponsor")),
      new Roles.Role("sponsor", 1, 2, List.of("executive-sponsor", "decision-maker")),
      new Roles.Role("user", 2, 1, List.of("practitioner"))),
      Map.of("payments", List.of(new Roles.Role("champion", 1, 1, List.of("champion")))));

  private static Entry.Member member(String person, String persona, String givenRole) {
    var who = new Engagement.Who(person, "", person, persona, "", "", false, false);
    return new Entry.Member(who, givenRole, false, true, 0, 0, 0, 1, "", "", Entry.Shared.NOT);
  }

  @Test
  void everybody_gets_the_role_that_suits_best_while_it_is_short() {
    var assigned = roles.assigned("care", List.of(member("eve", "executive-sponsor", ""), member("dan", "decision-maker", ""),
        member("pat", "practitioner", "")));
    assertThat(assigned).isEqualTo(Map.of("eve", "sponsor", "dan", "economic-buyer", "pat", "user"));
  }

  @Test
  void who_suits_second_best_fills_what_would_stay_empty() {
    var assigned = roles.assigned("care", List.of(member("dan", "decision-maker", ""), member("dot", "decision-maker", "")));
    assertThat(assigned).isEqualTo(Map.of("dan", "economic-buyer", "dot", "sponsor"));
  }

  @Test
  void a_role_given_by_hand_stays_and_is_filled_by_nobody_else() {
    var assigned = roles.assigned("care", List.of(member("dan", "decision-maker", ""), member("pat", "practitioner", "economic-buyer")));
    assertThat(assigned).isEqualTo(Map.of("dan", "sponsor", "pat", "economic-buyer"));
  }

  @Test
  void completeness_is_the_mean_over_needed_roles_and_what_is_missing_comes_by_weight() {
    var engaged = roles.assigned("care", List.of(member("pat", "practitioner", "")));
    assertThat(roles.completeness("care", engaged)).as("0, 0 and a half").isEqualTo(17);
    assertThat(roles.missing("care", engaged)).containsExactly("economic-buyer", "sponsor", "user");
  }

  @Test
  void a_solution_may_have_a_committee_of_its_own() {
    assertThat(roles.missing("payments", Map.of())).containsExactly("champion");
    assertThat(roles.assigned("payments", List.of(member("dan", "decision-maker", "")))).containsEntry("dan", "decision-maker");
  }
}
