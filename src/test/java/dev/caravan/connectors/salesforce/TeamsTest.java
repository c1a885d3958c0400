package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.model.Fact;
import dev.caravan.model.Team;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is in the queues, roles and permission sets that pools are made of. */
class TeamsTest {
  @TempDir Path folder;

  private static String queue(TestOrg org, String name, String... users) {
    String queue = org.standIn.create("Group", Map.of("Name", name, "DeveloperName", name, "Type", "Queue"));
    for (String user : users) {
      org.standIn.create("GroupMember", Map.of("GroupId", queue, "UserOrGroupId", user));
    }
    return queue;
  }

  private static List<Team> teams(TestOrg org) {
    return org.journal.next(1_000).stream().filter(Team.class::isInstance).map(Team.class::cast).toList();
  }

  private static List<String> told(TestOrg org) {
    return teams(org).stream().map(team -> team.head().subject() + " " + team.members()).toList();
  }

  @Test
  void each_kind_is_read_by_developer_name() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.teams = Set.of("queue/inside_sales", "role/bdr", "permission-set/caravan_sales", "queue/nobody_made_it");
      queue(org, "Inside_Sales", TestOrg.REP, TestOrg.OTHER_REP);
      queue(org, "Others", TestOrg.GONE_REP);
      String role = org.standIn.create("UserRole", Map.of("Name", "BDR", "DeveloperName", "BDR"));
      org.standIn.update("User", TestOrg.OTHER_REP, Map.of("UserRoleId", role));
      String set = org.standIn.create("PermissionSet", Map.of("Name", "Caravan_Sales", "Label", "Caravan sales"));
      org.standIn.create("PermissionSetAssignment", Map.of("PermissionSetId", set, "AssigneeId", TestOrg.REP));
      org.poll();
      assertThat(told(org)).containsExactlyInAnyOrder("queue/inside_sales [" + TestOrg.REP + ", " + TestOrg.OTHER_REP + "]",
          "role/bdr [" + TestOrg.OTHER_REP + "]", "permission-set/caravan_sales [" + TestOrg.REP + "]", "queue/nobody_made_it []");
    }
  }

  @Test
  void who_leaves_is_gone_with_the_next_reading_and_what_stays_is_no_news() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.teams = Set.of("queue/inside_sales");
      queue(org, "Inside_Sales", TestOrg.REP);
      org.poll();
      org.turn(Duration.ofMinutes(5));
      org.poll();
      assertThat(told(org)).containsExactly("queue/inside_sales [" + TestOrg.REP + "]");
      org.standIn.delete("GroupMember", String.valueOf(org.standIn.records("GroupMember").get(0).get("Id")));
      org.turn(Duration.ofMinutes(5));
      org.poll();
      assertThat(told(org)).containsExactly("queue/inside_sales [" + TestOrg.REP + "]", "queue/inside_sales []");
    }
  }

  @Test
  void they_cost_one_call_and_nothing_where_no_pool_is_made_of_one() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.poll();
      long before = org.connector.usage().made();
      org.poll();
      assertThat(org.connector.usage().made() - before).isEqualTo(2);
      org.teams = Set.of("queue/inside_sales", "role/bdr");
      org.poll();
      assertThat(org.connector.usage().made() - before).isEqualTo(5);
      assertThat(org.connector.poll().streams()).contains("salesforce/team");
    }
  }

  @Test
  void what_may_not_be_seen_stops_that_stream_alone() {
    try (var org = new TestOrg(folder, TestOrg.inhabitants())) {
      org.teams = Set.of("permission-set/caravan_sales");
      org.standIn.show("PermissionSetAssignment", false);
      org.journal.expectOnly(org.connector.poll().streams());
      assertThatThrownBy(org::poll).hasMessageContaining("Salesforce refuses to show team").hasMessageContaining("INVALID_TYPE");
      assertThat(org.journal.next(1_000)).extracting(Fact::type).contains("person", "account", "user");
      org.standIn.show("PermissionSetAssignment", true);
      org.poll();
      assertThat(told(org)).containsExactly("permission-set/caravan_sales []");
    }
  }
}
