package dev.caravan.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was known of a record that was there long before it was first read. */
class FirstReadingTest {
  private static final long CREATED = Times.parse("2021-03-01T10:00:00Z");
  private static final long CHANGED = Times.parse("2026-03-01T10:00:00Z");
  private static final Fact.Person LEAD = new Fact.Person(head("lead-1"), Map.of("salesforce", "00Q1"), Map.of("title", "CIO"));

  private static Fact.Head head(String id) {
    return new Fact.Head("salesforce", id, "dana@halden.example", CHANGED, CREATED, "");
  }

  @Test
  void before_it_was_created_nobody_knows_it() {
    assertThat(FirstReading.asOf(LEAD, CREATED - 1)).isEmpty();
  }

  @Test
  void until_its_last_change_only_the_person_is_known_and_nothing_it_says() {
    assertThat(FirstReading.asOf(LEAD, CREATED)).contains(new Fact.Person(head("lead-1"), Map.of("salesforce", "00Q1"), Map.of()));
    assertThat(FirstReading.asOf(LEAD, CHANGED - 1)).contains(new Fact.Person(head("lead-1"), Map.of("salesforce", "00Q1"), Map.of()));
    assertThat(FirstReading.asOf(LEAD, CHANGED)).contains(LEAD);
  }

  @Test
  void an_account_of_which_only_values_are_known_was_not_known() {
    Fact account = new Fact.Account(head("account-1"), Map.of("name", "Halden"));
    assertThat(FirstReading.asOf(List.of(account), CHANGED - 1)).isEmpty();
    assertThat(FirstReading.asOf(List.of(account), CHANGED)).containsExactly(account);
  }

  @Test
  void what_happened_is_known_from_when_it_is_recorded() {
    Fact view = new Fact.Activity(new Fact.Head("eloqua", "v1", "dana@halden.example", CREATED, CHANGED, ""), Fact.ActivityKind.PAGE_VIEW,
        "7", Fact.Asset.NONE, "", Map.of(), Map.of());
    assertThat(FirstReading.isAhead(view)).isFalse();
    assertThat(FirstReading.asOf(view, CHANGED - 1)).isEmpty();
    assertThat(FirstReading.asOf(view, CHANGED)).contains(view);
  }
}
