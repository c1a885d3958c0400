package dev.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.engine.GoLive;
import dev.caravan.host.Outcome;
import dev.caravan.host.ReplayHost;
import dev.caravan.host.embedded.Replay;
import dev.caravan.insight.NurtureYear;
import dev.caravan.journal.FactFiles;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.sandbox.market.Market;
import dev.caravan.sandbox.market.MarketSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year of a small generated market: what nurture promises holds on every day, on both hosts. */
class NurtureYearTest {
  @TempDir static Path folder;
  private static Path file;
  private static final List<Fact> FACTS = new ArrayList<>();
  private static Outcome embedded;
  private static NurtureYear year;

  @BeforeAll
  static void live() throws IOException {
    file = folder.resolve("facts.ndjson");
    Market.generate(MarketSettings.defaults().withPeople(150).withSeed(5), file, folder.resolve("truth.json"));
    FactFiles.read(file, FACTS::add, aside -> {
      throw new AssertionError(aside);
    });
    embedded = new Replay(Given.shipped()).run(FACTS, Long.MAX_VALUE);
    year = NurtureYear.of(embedded.decisions(), embedded.people(), FACTS);
  }

  @Test
  void everybody_has_one_next_step_or_a_reason_and_nothing_is_sent_twice() {
    assertThat(embedded.poisoned()).isEmpty();
    assertThat(year.broken()).isEmpty();
    assertThat(year.touches()).isGreaterThan(500);
    assertThat(year.days()).hasSizeGreaterThan(360);
    assertThat(year.days().get(year.days().size() - 1).on()).containsKeys("keep-warm", "customer-newsletter");
  }

  @Test
  void the_other_host_lives_the_same_year() throws IOException {
    ReplayHost flink = ServiceLoader.load(ReplayHost.class).findFirst().orElseThrow();
    Outcome outcome = flink.replay(Practice.folder(), GoLive.FROM_THE_START, file, Long.MAX_VALUE, 2).outcome();
    assertThat(NurtureYear.of(outcome.decisions(), outcome.people(), FACTS)).isEqualTo(year);
    assertThat(outcome.decisions()).isEqualTo(embedded.decisions());
  }

  // The check itself must see what is wrong.

  private static final Because WHY = Because.of("", "", "", "", "");

  private static Decision enrolment(long at, String programme) {
    return new Decision.Enrolment("e" + at, "p", at, WHY, "dana@halden.example", programme);
  }

  private static Decision touch(long at, String content) {
    return new Decision.Touch("t" + at, "p", at, WHY, "dana@halden.example", "keep-warm", "everybody", content, "", "engage", List.of(),
        List.of(), "");
  }

  private static Fact said(Fact.ActivityKind kind, long at) {
    return new Fact.Activity(new Fact.Head("eloqua", kind + "-" + at, "dana@halden.example", at, at, ""), kind, "", Fact.Asset.NONE, "",
        Map.of(), Map.of());
  }

  private static List<String> broken(List<Decision> decisions, List<Fact> facts) {
    return NurtureYear.of(decisions, List.of(), facts).broken();
  }

  @Test
  void content_sent_twice_is_found() {
    assertThat(broken(List.of(enrolment(1, "keep-warm"), touch(2, "letter-one"), touch(3, "letter-one")), List.of())).hasSize(1);
  }

  @Test
  void two_programmes_at_a_time_are_found() {
    assertThat(broken(List.of(enrolment(1, "keep-warm"), enrolment(2, "raise-interest")), List.of())).hasSize(1);
  }

  @Test
  void who_opted_out_and_stays_is_found_and_who_is_touched_after_it() {
    List<Fact> out = List.of(said(Fact.ActivityKind.UNSUBSCRIBE, 5));
    assertThat(broken(List.of(enrolment(1, "keep-warm")), out)).hasSize(1);
    assertThat(broken(List.of(enrolment(6, "keep-warm"), touch(7, "letter-one")), out)).hasSize(2);
  }

  @Test
  void who_subscribed_again_may_be_touched() {
    assertThat(broken(List.of(enrolment(6, "keep-warm")),
        List.of(said(Fact.ActivityKind.UNSUBSCRIBE, 3), said(Fact.ActivityKind.SUBSCRIBE, 4)))).isEmpty();
  }

  @Test
  void people_without_a_next_step_and_without_a_reason_are_counted() {
    var line = new java.util.HashMap<String, Object>(Map.of("person", "dana@halden.example"));
    line.put("programme", null);
    line.put("no_programme", null);
    assertThat(NurtureYear.of(List.of(), List.of(line), List.of()).broken())
        .containsExactly("1 people have neither a next step nor a reason why not");
  }
}
