package dev.caravan.enrich;

import static dev.caravan.enrich.Rooms.contact;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitlesTest {
  private static final Enrichment ROOM = Rooms.shipped();

  private static Profile of(String title) {
    return ROOM.learn(Profile.NOBODY, contact(0, "title", title));
  }

  @ParameterizedTest
  @CsvSource({
    "Associate Director, director", "'Associate Director, Operations', director", "Associate Director EMEA, director",
    "Associate Vice President, vp", "Assistant Manager, manager", "Vice President of Marketing, vp",
    "President, executive", "Managing Director, executive", "Chief Financial Officer, executive", "CEO & Founder, executive",
    "Assistant to the CEO, staff", "Executive Assistant to the Vice President, staff", "Director of Engineering, director",
    "Head of IT, director", "Client Experience Director, director", "Director Agent Experience, director",
    "Lead Engineer, staff", "Team Lead, manager", "Engineering Manager, manager", "Partner Manager, manager",
    "Principal Consultant, staff", "Marketing Associate, staff", "Product Owner, staff", "Chief of Staff, director",
    "'Customer Care, Director', director", "'VP, Customer Care', vp", "Leiterin Einkauf, director",
    "Assistentin, ''", "Fun, ''"})
  void the_head_of_a_title_decides_its_seniority(String title, String seniority) {
    assertThat(of(title).seniority()).isEqualTo(seniority);
  }

  @ParameterizedTest
  @CsvSource({"Client Experience Director, customer-service", "VP Supply Chain, operations", "CIO, it", "Treasury Analyst, finance",
    "Ranger, ''"})
  void its_words_tell_the_function(String title, String function) {
    assertThat(of(title).function()).isEqualTo(function);
  }

  @ParameterizedTest
  @CsvSource({"CFO, decision-maker", "Associate Director, champion", "Service Desk Manager, influencer", "Buyer, practitioner",
    "Member of the Board, executive-sponsor", "Chairwoman, executive-sponsor", "Ranger, other", "'', other"})
  void rules_tell_the_role_on_the_buying_committee(String title, String persona) {
    assertThat(of(title).persona()).isEqualTo(persona);
  }

  @Test
  void rules_tell_what_moves_somebody_and_what_hurts() {
    Enrichment.Motives motives = ROOM.motives(of("VP Customer Care"));
    assertThat(motives.motivators()).containsExactly("shorter waiting times", "loyal customers", "a result the board sees");
    assertThat(motives.painPoints()).contains("long queues", "projects that overrun");
    assertThat(ROOM.motives(of("Ranger")).painPoints()).isEmpty();
  }
}
