package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code caravan run --once} with credentials that one of the systems does not take. */
class RefusedLoginTest {
  @TempDir static Path folder;
  private static Path facts;
  private static DemoData.Shown expected;

  @BeforeAll
  static void an_undisturbed_run() throws Exception {
    facts = DemoData.smallMarket(folder.resolve("facts.ndjson"));
    try (var place = RunPlace.afterARun(folder.resolve("undisturbed"))) {
      assertThat(place.writes()).isGreaterThan(8);
      expected = place.shown();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "caravan.eloqua.password, Eloqua login, caravan.eloqua.password",
    "caravan.eloqua.site, Eloqua login, caravan.eloqua.site",
    "caravan.salesforce.client-secret, Salesforce login, caravan.salesforce.client-secret",
    "caravan.salesforce.client-id, Salesforce login, caravan.salesforce.client-id"})
  void a_refused_login_names_the_system_and_the_property_and_nothing_is_lost(
      String wrong, String system, String property) throws Exception {
    try (var place = RunPlace.withoutPauses(folder.resolve(wrong), facts)) {
      Shell.Said refused = place.runOnce(wrong, "not-this-one");

      assertThat(refused.code()).as(refused.out() + refused.err()).isEqualTo(2);
      assertThat(refused.out()).contains("Trouble: ", system, property, "Nothing was lost")
          .doesNotContain("not-this-one", "should not have happened");
      assertThat(place.writes()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"caravan.eloqua.password", "caravan.salesforce.client-secret"})
  void after_a_refused_login_the_next_run_with_the_right_one_loses_nothing(String wrong) throws Exception {
    try (var place = RunPlace.withoutPauses(folder.resolve("after-" + wrong), facts)) {
      assertThat(place.runOnce(wrong, "not-this-one").code()).isEqualTo(2);

      Shell.Said right = place.runOnce();

      assertThat(right.code()).as(right.out() + right.err()).isIn(0, 1);
      assertThat(place.shown().differences(expected)).isEmpty();
      long writes = place.writes();
      place.runOnce();
      assertThat(place.writes()).isEqualTo(writes);
    }
  }

  @Test
  void a_login_that_is_refused_once_is_named_by_the_run_that_it_ends() throws Exception {
    var refused = new AtomicBoolean();
    try (var place = RunPlace.withoutPauses(folder.resolve("refused-once"), facts);
        var eloqua = new FaultProxy("eloqua", place.eloqua.base(), (shape, stale) -> shape.endsWith("GET /id")
            && refused.compareAndSet(false, true) ? WireFault.UNAUTHORIZED : null, 0)) {
      Shell.Said said = place.runOnce("caravan.eloqua.login-url", eloqua.base().toString());

      assertThat(said.code()).as(said.out() + said.err()).isEqualTo(2);
      assertThat(said.out().lines().filter(line -> line.startsWith("Trouble: "))).singleElement().asString()
          .contains("Eloqua login", "Not authenticated.", "caravan.eloqua.password");
      assertThat(place.type("runs").out()).contains("failed", "Not authenticated.");

      assertThat(place.runOnce("caravan.eloqua.login-url", eloqua.base().toString()).code()).isIn(0, 1);
      assertThat(place.shown().differences(expected)).isEmpty();
      assertThat(eloqua.broken()).isNull();
    }
  }

  @Test
  void a_refused_login_is_said_once_and_not_once_for_each_stream() throws Exception {
    try (var place = RunPlace.withoutPauses(folder.resolve("once"), facts)) {
      Shell.Said refused = place.runOnce("caravan.eloqua.password", "not-this-one");

      assertThat(refused.out().lines().filter(line -> line.startsWith("Trouble: ")).toList()).hasSizeLessThanOrEqualTo(3);
    }
  }
}
