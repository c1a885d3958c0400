package dev.caravan.sandbox.eloqua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What takes time in the real system takes time here. */
class InTimeTest extends StandInFixture {
  private String sync() {
    String definition = caller.bulk("POST", "/activities/exports", Caller.exportOf(Caller.fields("Id", "Activity.Id"),
        "'{{Activity.Type}}' = 'FormSubmit'", true)).json().path("uri").asText();
    return caller.bulk("POST", "/syncs", "{`syncedInstanceUri`:`" + definition + "`}").json().path("uri").asText();
  }

  private String status(String sync) {
    return caller.bulk("GET", sync, "").json().path("status").asText();
  }

  @Test
  void a_sync_is_active_as_long_as_it_takes_however_often_it_is_looked_at() {
    eloqua.syncsTake(Duration.ofSeconds(5), Duration.ofSeconds(30));
    String sync = sync();
    for (int look = 0; look < 5; look++) {
      assertThat(status(sync)).isEqualTo("active");
    }
    assertThat(caller.bulk("GET", sync + "/data", "").status()).isEqualTo(409);
    assertThat(caller.bulk("GET", sync + "/logs", "").json().path("items")).isEmpty();
    later(Duration.ofSeconds(30));
    assertThat(status(sync)).isEqualTo("success");
    assertThat(caller.bulk("GET", sync + "/data", "").json().path("totalResults").asInt()).isEqualTo(1);
    assertThat(eloqua.exports()).isEqualTo(1);
    assertThat(eloqua.activityRowsRead()).isEqualTo(1);
  }

  @Test
  void a_type_can_be_recorded_late_and_one_that_is_unknown_cannot() {
    eloqua.recordsLate("FormSubmit", Duration.ofDays(30));
    String sync = sync();
    status(sync);
    status(sync);
    assertThat(caller.bulk("GET", sync + "/data", "").json().path("totalResults").asInt()).isZero();
    assertThatThrownBy(() -> eloqua.recordsLate("Levitation", Duration.ZERO)).hasMessageContaining("Levitation");
  }

  @Test
  void who_uses_the_link_in_a_mail_is_unsubscribed_and_an_activity_tells_so_also_after_a_restart() throws Exception {
    eloqua.unsubscribe(7);
    reopen();
    assertThat(eloqua.snapshot()).contains("contact dana@halden.example unsubscribed");
    assertThat(caller.export("/activities/exports", Caller.exportOf(Caller.fields("Contact", "Activity.Contact.Id"),
        "'{{Activity.Type}}' = 'Unsubscribe'", true))).singleElement()
        .satisfies(row -> assertThat(row.path("Contact").asText()).isEqualTo("7"));
  }

  @Test
  void contacts_that_did_not_change_since_are_not_counted() {
    String since = Long.toString(now.getEpochSecond());
    assertThat(caller.rest("GET", "/data/contacts?count=1&lastUpdatedAt=" + since, "").json().path("total").asInt()).isZero();
    assertThat(caller.rest("GET", "/data/contacts?count=1&lastUpdatedAt=0", "").json().path("total").asInt()).isPositive();
  }
}
