package dev.caravan.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.Practice;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.host.Outcome;
import dev.caravan.host.embedded.Replay;
import dev.caravan.journal.FactFiles;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.sandbox.market.Market;
import dev.caravan.sandbox.market.MarketSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Codecs by numbers beside those by places, in turn and in one process, over what a market of 300 people comes to. */
@EnabledIfSystemProperty(named = "codec.bench", matches = "true")
class CodecBench {
  private static final int ROUNDS = 15;
  private static final int WARM = 5;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @TempDir private Path folder;

  /** Values of one kind with both their codecs. */
  private record Kind<T>(List<T> values, Codec<T> numbers, PlaceCodec<T> places) {}

  @Test
  void by_numbers_beside_by_places() throws Exception {
    Path file = folder.resolve("facts.ndjson");
    Market.generate(new MarketSettings(300, 7, MarketSettings.defaults().end(), 300, 1.0), file, folder.resolve("truth.json"));
    var facts = new ArrayList<Fact>();
    FactFiles.read(file, facts::add, aside -> { });
    Pipeline engine = Pipeline.of(Practice.settings());
    Outcome outcome = new Replay(engine).run(facts, Long.MAX_VALUE);
    Map<String, Kind<?>> kinds = new LinkedHashMap<>();
    engine.stages().forEach(stage -> {
      var heads = outcome.states().heads(stage.name());
      put(kinds, stage.name(), engine.codecs(), stage.headType(), List.copyOf(heads.values()));
      var entries = new ArrayList<Record>();
      heads.keySet().forEach(key -> entries.addAll(outcome.states().entries(stage.name(), key).values()));
      put(kinds, stage.name() + ", entries", engine.codecs(), stage.entryType(), entries);
    });
    put(kinds, "facts", engine.codecs(), Fact.class, facts);
    put(kinds, "decisions", engine.codecs(), Decision.class, outcome.decisions());
    System.out.printf("%-20s %9s %17s %22s %22s%n", "", "values", "bytes each", "µs to write", "µs to read");
    var sum = new double[6];
    kinds.forEach((name, kind) -> measure(name, kind, sum));
    line("all", 0, sum);
  }

  private static <T> void put(Map<String, Kind<?>> kinds, String name, Codecs codecs, Class<T> type, List<?> values) {
    if (values.size() > 20) {
      kinds.put(name, new Kind<>(values.stream().map(type::cast).toList(), codecs.of(type), PlaceCodec.of(type)));
    }
  }

  private static <T> void measure(String name, Kind<T> kind, double[] sum) {
    List<byte[]> numbers = kind.values.stream().map(kind.numbers::encode).toList();
    List<byte[]> places = kind.values.stream().map(kind.places::encode).toList();
    int size = numbers.size();
    assertThat(kind.numbers.encode(kind.numbers.decode(numbers.get(size / 2)))).isEqualTo(numbers.get(size / 2));
    var all = new double[6];
    all[0] = places.stream().mapToLong(each -> each.length).sum();
    all[1] = numbers.stream().mapToLong(each -> each.length).sum();
    double[][] rounds = new double[4][ROUNDS];
    for (int round = 0; round < WARM + ROUNDS; round++) {
      double[] took = {time(kind.values, kind.places::encode), time(kind.values, kind.numbers::encode),
          time(places, kind.places::decode), time(numbers, kind.numbers::decode)};
      for (int i = 0; i < took.length && round >= WARM; i++) {
        rounds[i][round - WARM] = took[i];
      }
    }
    for (int i = 0; i < rounds.length; i++) {
      java.util.Arrays.sort(rounds[i]);
      all[2 + i] = rounds[i][ROUNDS / 2];
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += all[i];
    }
    line(name, size, all);
  }

  private static void line(String name, int size, double[] all) {
    double each = Math.max(1, size);
    System.out.printf("%-20s %9d %7.0f %7.0f %.2f %8.2f %8.2f %.2f %8.2f %8.2f %.2f%n", name, size, all[0] / each, all[1] / each, all[1] / all[0],
        all[2] / each, all[3] / each, all[3] / all[2], all[4] / each, all[5] / each, all[5] / all[4]);
  }

  /** Microseconds of this thread's CPU for all of them: the machine may be busy with other work. */
  private static <A> double time(List<A> values, Function<A, ?> work) {
    long start = THREADS.getCurrentThreadCpuTime();
    int odd = 0;
    for (A value : values) {
      odd += work.apply(value) == null ? 1 : 0;
    }
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 + Math.min(0, odd);
  }
}
