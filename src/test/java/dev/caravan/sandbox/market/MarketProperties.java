package dev.caravan.sandbox.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

class MarketProperties {
  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void in_every_market_what_is_planted_is_all_there_is(
      @ForAll long seed, @ForAll @IntRange(min = 120, max = 320) int people, @ForAll @IntRange(max = 2) int noise)
      throws IOException {
    Path folder = Files.createTempDirectory("market");
    try {
      Judge judge =
          Judge.of(MarketSettings.defaults().withSeed(seed).withPeople(people).withNoise(noise), folder);
      Set<String> meetings = new TreeSet<>();
      judge.truths("coordinated").forEach(story -> meetings.add(judge.companyOf(story.path("first").asText())));
      for (String kind : List.of("shared-domain", "role-mailbox")) {
        judge.decoys(kind).forEach(story -> meetings.add(judge.companyOf(story.path("first").asText())));
      }
      Set<String> leads = new TreeSet<>();
      for (String section : List.of("mql", "explorers", "students")) {
        judge.truths(section).forEach(
            story -> leads.add(story.path("person").asText() + " # " + story.path("solution").asText()));
      }
      assertThat(judge.meetings().keySet()).isEqualTo(meetings);
      assertThat(judge.reach100()).isEqualTo(leads);
      assertThat(judge.truths("decoys")).hasSizeGreaterThanOrEqualTo(8);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
