package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people change on members of buying groups, and that Caravan leaves it so. */
class MembersByHandTest {
  private static final String LEA = "lea@halden.example";
  private static final String CON = "con@halden.example";
  private static final String MEMBER = "Buying_Group_Member__c";

  @TempDir Path folder;
  private TestOrg org;

  @BeforeEach
  void a_group_of_two() {
    org = new TestOrg(folder, TestOrg.inhabitants());
    org.knows(LEA, TestOrg.LEAD, "");
    org.knows(CON, "", TestOrg.CONTACT);
    assertThat(org.deliver(group(LEA, CON))).isInstanceOf(Delivery.Sent.class);
    org.turn(Duration.ofMinutes(5));
    org.poll();
  }

  @AfterEach
  void end() {
    org.close();
  }

  private static Item group(String... people) {
    return TestOrg.item("group", Decision.Kind.GROUP, TestOrg.ACCOUNT + "|customer-care",
        Map.of("account", TestOrg.ACCOUNT, "solution", "customer-care", "level", "hot", "members",
            java.util.Arrays.stream(people).map(MembersByHandTest::member).toList()));
  }

  private static Map<String, Object> member(String person) {
    return new LinkedHashMap<>(Map.of("person", person, "email", person, "role", "influencer", "title", "Manager",
        "first_at", "2026-03-31T10:00:00Z", "activities", 2L));
  }

  private Map<String, Object> record(String person) {
    return org.standIn.records(MEMBER).stream().filter(each -> person.equals(each.get("Person__c"))).findFirst()
        .orElseThrow();
  }

  private void changes(String person, Map<String, ?> fields) {
    org.standIn.update(MEMBER, record(person).get("Id").toString(), fields);
    org.turn(Duration.ofMinutes(5));
  }

  private List<Fact.Membership> said() {
    return org.facts("membership").stream().map(Fact.Membership.class::cast).toList();
  }

  @Test
  void what_caravan_wrote_is_no_news() {
    assertThat(said()).isEmpty();
  }

  @Test
  void a_role_somebody_gives_is_a_fact_and_is_not_written_over() {
    changes(CON, Map.of("Role__c", "Decision Maker"));
    org.deliver(group(LEA, CON));
    org.turn(Duration.ofMinutes(5));
    org.poll();
    assertThat(record(CON)).containsEntry("Role__c", "Decision Maker").containsEntry("Caravan_Role__c", "influencer");
    assertThat(said()).singleElement().satisfies(fact -> {
      assertThat(fact.head().subject()).isEqualTo(CON);
      assertThat(fact.account()).isEqualTo(TestOrg.ACCOUNT);
      assertThat(fact.solution()).isEqualTo("customer-care");
      assertThat(fact.role()).isEqualTo("decision-maker");
      assertThat(fact.in()).isTrue();
    });
  }

  @Test
  void who_is_taken_out_stays_out_and_may_be_put_in_again() {
    changes(LEA, Map.of("By_Hand__c", "Out"));
    org.poll();
    org.deliver(group(LEA, CON));
    org.turn(Duration.ofMinutes(5));
    org.poll();
    assertThat(record(LEA)).containsEntry("By_Hand__c", "Out");
    assertThat(said()).singleElement().extracting(Fact.Membership::in).isEqualTo(false);
    changes(LEA, Map.of("By_Hand__c", "In"));
    org.poll();
    assertThat(said()).extracting(Fact.Membership::in).containsExactly(false, true);
  }

  @Test
  void who_is_confirmed_is_in_and_our_own_writes_do_not_say_it_again() {
    changes(CON, Map.of("Confirmed__c", true));
    org.poll();
    Item newer = group(LEA, CON);
    var more = new Item(newer.id(), newer.target(), newer.kind(), newer.key(), moreActive(newer), 0, false);
    assertThat(org.deliver(more)).isInstanceOf(Delivery.Sent.class);
    org.turn(Duration.ofMinutes(5));
    org.poll();
    assertThat(record(CON)).containsEntry("Activities__c", 9.0);
    assertThat(said()).singleElement().satisfies(fact -> assertThat(fact.role()).isEmpty());
  }

  private static Map<String, Object> moreActive(Item item) {
    var payload = new LinkedHashMap<>(item.payload());
    var member = member(CON);
    member.put("activities", 9L);
    payload.put("members", List.of(member));
    return payload;
  }

  @Test
  void somebody_put_in_by_hand_is_a_fact_and_their_record_becomes_the_only_one() {
    org.deliver(group(LEA));
    String group = org.standIn.records("Buying_Group__c").get(0).get("Id").toString();
    String other = org.standIn.create("Contact", Map.of("LastName", "Roe", "Email", "Rita@Halden.example"));
    String made =
        org.standIn.create(MEMBER, Map.of("Buying_Group__c", group, "Contact__c", other, "Role__c", "champion"));
    org.turn(Duration.ofMinutes(5));
    org.poll();
    assertThat(said()).singleElement().satisfies(fact -> {
      assertThat(fact.head().subject()).isEqualTo("rita@halden.example");
      assertThat(fact.role()).isEqualTo("champion");
      assertThat(fact.in()).isTrue();
    });
    org.knows("rita@halden.example", "", other);
    assertThat(org.deliver(group(LEA, "rita@halden.example"))).isInstanceOf(Delivery.Sent.class);
    org.turn(Duration.ofMinutes(5));
    org.poll();
    assertThat(org.standIn.records(MEMBER)).hasSize(3);
    assertThat(org.standIn.record(MEMBER, made)).containsEntry("Role__c", "champion").containsEntry("By_Hand__c", "In")
        .containsEntry("Person__c", "rita@halden.example");
    assertThat(said()).as("it says the same as before").hasSize(1);
    long writes = org.standIn.writes();
    org.deliver(group(LEA, "rita@halden.example"));
    assertThat(org.standIn.writes()).isEqualTo(writes);
  }

  @Test
  void a_member_that_is_nobodys_record_is_set_aside() {
    String group = org.standIn.records("Buying_Group__c").get(0).get("Id").toString();
    org.standIn.create(MEMBER, Map.of("Buying_Group__c", group, "By_Hand__c", "In"));
    org.turn(Duration.ofMinutes(5));
    assertThat(org.poll().stream().flatMap(arrival -> arrival.setAside().stream())).singleElement()
        .satisfies(row -> assertThat(row.reason()).contains("neither contact nor lead"));
  }
}
