package dev.caravan.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held against the reference vector of the R package bursts. */
class BurstsTest {

  @ParameterizedTest
  @CsvSource({"s2_gamma1, 2, 1", "s3_gamma1, 3, 1", "s2_gamma3, 2, 3"})
  void levels_are_those_of_the_reference(String name, double s, double gamma) throws IOException {
    JsonNode reference = new ObjectMapper().readTree(BurstsTest.class.getResource("/kleinberg-reference.json"));
    double[] times = StreamSupport.stream(reference.path("offsets").spliterator(), false).mapToDouble(JsonNode::asDouble).toArray();
    int[] levels = StreamSupport.stream(reference.path(name).spliterator(), false).mapToInt(JsonNode::asInt).toArray();
    assertThat(levels).hasSize(times.length);
    assertThat(Bursts.levels(times, s, gamma)).containsExactly(levels);
  }

  @Test
  void what_comes_evenly_is_no_burst() {
    assertThat(Bursts.levels(IntStream.range(0, 50).mapToDouble(i -> i * 7.0).toArray(), 2, 1)).containsOnly(0);
  }

  @Test
  void one_event_is_no_burst_and_two_at_once_are_refused() {
    assertThat(Bursts.levels(new double[] {3}, 2, 1)).containsExactly(0);
    assertThatThrownBy(() -> Bursts.levels(new double[] {1, 1}, 2, 1)).hasMessageContaining("must ascend");
  }
}
