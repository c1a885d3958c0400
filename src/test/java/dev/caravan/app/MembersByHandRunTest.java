package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rep changes the members of a buying group in Salesforce, and it stays so through all that Caravan writes later. */
class MembersByHandRunTest {
  private static final String MEMBER = "Buying_Group_Member__c";

  @TempDir Path folder;

  private static List<Map<String, Object>> members(RunPlace place, Object group) {
    return place.salesforce.records(MEMBER).stream().filter(each -> group.equals(each.get("Buying_Group__c"))).toList();
  }

  private static Map<String, Object> record(RunPlace place, String id) {
    Map<String, Object> record = place.salesforce.record(MEMBER, id);
    assertThat(record).isNotNull();
    return record;
  }

  @Test
  void a_role_somebody_taken_out_and_somebody_put_in_stay_as_the_rep_wanted() throws Exception {
    try (var place = RunPlace.afterARun(folder.resolve("place"))) {
      place.runOnce();
      Object group = place.salesforce.records("Buying_Group__c").stream()
          .filter(each -> members(place, each.get("Id")).size() >= 4).findFirst().orElseThrow().get("Id");
      String role = members(place, group).get(0).get("Id").toString();
      String out = members(place, group).get(1).get("Id").toString();
      Object outsider = place.salesforce.records("Contact").stream()
          .filter(each -> each.get("Email") != null && members(place, group).stream()
              .noneMatch(member -> each.get("Id").equals(member.get("Contact__c")))).findFirst().orElseThrow().get("Id");
      place.salesforce.update(MEMBER, role, Map.of("Role__c", "Executive Sponsor"));
      place.salesforce.update(MEMBER, out, Map.of("By_Hand__c", "Out"));
      String in = place.salesforce.create(MEMBER,
          Map.of("Buying_Group__c", group, "Contact__c", outsider, "Role__c", "champion"));
      int before = members(place, group).size();

      for (int i = 0; i < 3; i++) {
        place.later(Duration.ofMinutes(5));
        assertThat(place.runOnce().code()).isIn(0, 1);
      }

      assertThat(members(place, group)).hasSize(before);
      assertThat(record(place, role)).containsEntry("Role__c", "Executive Sponsor");
      assertThat(record(place, out)).containsEntry("By_Hand__c", "Out");
      assertThat(record(place, in)).containsEntry("Role__c", "champion").containsEntry("By_Hand__c", "In")
          .containsKey("Caravan_Key__c");
      Map<String, Object> shown = place.salesforce.record("Buying_Group__c", group.toString());
      assertThat(shown).isNotNull();
      assertThat(shown.get("Summary__c").toString()).contains("put in by hand");
      long writes = place.writes();
      place.later(Duration.ofMinutes(5));
      place.runOnce();
      assertThat(place.writes()).as("nothing is new").isEqualTo(writes);
    }
  }
}
