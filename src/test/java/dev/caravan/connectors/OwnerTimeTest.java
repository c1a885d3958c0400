package dev.caravan.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnerTimeTest {
  @Test
  void moments_are_said_by_the_clock_of_who_reads_them_also_over_midnight() {
    assertThat(OwnerTime.local("First: Dana 2 Mar 2026 02:15 UTC, then 2 Mar 2026 18:00 UTC.", "America/New_York"))
        .isEqualTo("First: Dana 1 Mar 2026 21:15 (New York), then 2 Mar 2026 13:00 (New York).");
  }

  @Test
  void where_no_zone_is_known_they_stay_as_they_are() {
    for (String zone : new String[] {"", "UTC", "Etc/UTC", "nowhere"}) {
      assertThat(OwnerTime.local("on 2 Mar 2026 02:15 UTC", zone)).isEqualTo("on 2 Mar 2026 02:15 UTC");
    }
    assertThat(OwnerTime.local("on 99 Mar 2026 02:15 UTC", "Asia/Tokyo")).isEqualTo("on 99 Mar 2026 02:15 UTC");
  }
}
