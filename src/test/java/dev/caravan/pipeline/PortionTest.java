package dev.caravan.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much of the release list goes on a day. */
class PortionTest {
  private static ReleaseList.Row row(int number, String owner, String pool) {
    return new ReleaseList.Row(ReleaseList.Kind.PERSON, "p" + number, "p" + number, "payments", "A", 0, Moment.NONE, Moment.NONE, List.of(),
        new ReleaseList.To(owner, owner, pool), Map.of("person", "p" + number));
  }

  private static List<ReleaseList.Row> rows(int many, int owners, String pool) {
    var rows = new ArrayList<ReleaseList.Row>();
    for (int i = 0; i < many; i++) {
      rows.add(row(i, "o" + i % owners, pool));
    }
    return rows;
  }

  @Test
  void a_pool_gets_twenty_and_an_owner_five() {
    assertThat(Portion.USUAL.of(rows(100, 10, "inside"), List.of())).hasSize(20);
    assertThat(Portion.USUAL.of(rows(100, 10, ""), List.of())).hasSize(50);
    assertThat(Portion.USUAL.of(rows(100, 2, "inside"), List.of())).hasSize(10);
  }

  @Test
  void what_was_released_since_the_day_began_counts() {
    var head = new Fact.Head("caravan", "release-1", "outbox", 0, 0, "");
    Fact order = new Fact.Command(head, Fact.Command.RELEASE, "kim", "", Portion.order(row(7, "o1", "inside")));
    assertThat(new Portion(2, 5).of(rows(9, 3, "inside"), List.of(order))).hasSize(1);
  }

  @Test
  void days_in_a_row_end_with_the_list() {
    assertThat(Portion.USUAL.days(rows(45, 45, "inside"), 5)).extracting(List::size).containsExactly(20, 20, 5);
  }
}
