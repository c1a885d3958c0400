package dev.caravan.bench;

import dev.caravan.cli.CannotStart;
import dev.caravan.cli.Starters;
import dev.caravan.cli.Terminal;
import dev.caravan.config.ConfigNode;
import dev.caravan.config.Configuration;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What it takes to decide all history anew, as when settings go live: first over a journal of which nothing has been told,
 * so that everything differs, then with one rule of the model changed.
 */
final class RescoreBench {
  private static final double MIB = 1 << 20;
  private final Terminal terminal;

  /** One time through all of it; memory in bytes, {@code rss} 0 where the system does not tell it. */
  private record Pass(String what, Starters.Rescored rescored, double seconds, double cpu, long heap, long rss) {
    Map<String, Object> line(int people) {
      var line = new LinkedHashMap<String, Object>();
      line.put("seconds", seconds);
      line.put("cpu_seconds", cpu);
      line.put("facts_per_second", Math.round(rescored.facts() / seconds));
      line.put("peak_heap_mib", Math.round(heap / MIB));
      line.put("peak_rss_mib", Math.round(rss / MIB));
      line.put("state_bytes_a_person", bytes() / people);
      line.put("state_bytes", new TreeMap<>(rescored.stateBytes()));
      line.put("differences", new TreeMap<>(rescored.differences()));
      return line;
    }

    long bytes() {
      return rescored.stateBytes().values().stream().mapToLong(Long::longValue).sum();
    }

    long differences() {
      return rescored.differences().values().stream().mapToLong(Long::longValue).sum();
    }
  }

  RescoreBench(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Fills a new journal in a folder, which the caller removes, and measures. */
  void run(Configuration settings, Path folder, int people, int activities, long seed, boolean json) throws IOException {
    var passes = new ArrayList<Pass>();
    long[] facts = {0};
    long start = System.nanoTime();
    double filled;
    try (Starters.Rescoring rescoring = terminal.starters().rescoring(folder)) {
      try (Starters.Progress progress = terminal.progress("Filling the journal", -1)) {
        RescoreFacts.make(people, activities, seed, page -> {
          rescoring.keep(page);
          facts[0] += page.size();
          progress.step(facts[0]);
        });
        rescoring.tellWhoIsWho();
      }
      filled = seconds(start);
      terminal.note(Terminal.count(facts[0], "fact") + " in the journal after " + Math.round(filled) + " s");
      passes.add(pass("told for the first time", rescoring, settings));
      passes.add(pass("one rule changed", rescoring, oneRuleChanged(settings)));
    }
    tell(passes, people, activities, facts[0], filled, size(folder), json);
  }

  private Pass pass(String what, Starters.Rescoring rescoring, Configuration settings) throws IOException {
    List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP).toList();
    System.gc(); // or what filling the journal left behind would count
    pools.forEach(MemoryPoolMXBean::resetPeakUsage);
    long cpu = cpu();
    long start = System.nanoTime();
    Starters.Rescored rescored = rescoring.goLive(settings);
    double seconds = seconds(start);
    long heap = pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    var pass = new Pass(what, rescored, seconds, (cpu() - cpu) / 1e9, heap, rss());
    terminal.note(what + ": " + Math.round(seconds) + " s, " + Terminal.count(pass.differences(), "difference"));
    return pass;
  }

  /** The first rule that counts a signal counts half as much again: what any edit of the model costs. */
  private static Configuration oneRuleChanged(Configuration settings) {
    Map<String, String> texts = new LinkedHashMap<>(settings.texts());
    for (ConfigNode rule : settings.file("scoring").root().get("interest").items()) {
      ConfigNode points = rule.get("points");
      if (rule.find("signal").isPresent() && points.isValue()) {
        String[] lines = texts.getOrDefault("scoring.yaml", "").split("(?<=\n)");
        int line = points.origin().line() - 1;
        int column = points.origin().column() - 1;
        lines[line] = lines[line].substring(0, column) + points.points() * 3 / 2 / 1_000_000
            + lines[line].substring(column + points.text().length());
        texts.put("scoring.yaml", String.join("", lines));
        return Configuration.of(texts, Map.of());
      }
    }
    throw new CannotStart("scoring.yaml has no rule that counts a signal; nothing to change");
  }

  private static long cpu() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() : 0;
  }

  /** The most memory the process ever had, as Linux tells it. */
  private static long rss() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElse(0);
  }

  private static long size(Path folder) throws IOException {
    long size = 0;
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
      }
    }
    return size;
  }

  private static double seconds(long start) {
    return Math.max(1e-6, (System.nanoTime() - start) / 1e9);
  }

  private void tell(List<Pass> passes, int people, int activities, long facts, double filled, long disk, boolean json) {
    if (json) {
      var all = new LinkedHashMap<String, Object>();
      all.put("people", people);
      all.put("activities_each", activities);
      all.put("facts", facts);
      all.put("cores", Runtime.getRuntime().availableProcessors());
      all.put("max_heap_mib", Math.round(Runtime.getRuntime().maxMemory() / MIB));
      all.put("filling_seconds", filled);
      all.put("disk_mib", Math.round(disk / MIB));
      passes.forEach(pass -> all.put(pass.what(), pass.line(people)));
      terminal.json(all);
      return;
    }
    terminal.say(Terminal.count(people, "person") + ", " + Terminal.count(facts, "fact") + ", "
        + Runtime.getRuntime().availableProcessors() + " cores, heap at most "
        + Math.round(Runtime.getRuntime().maxMemory() / MIB) + " MiB; filled in " + Math.round(filled) + " s, "
        + Math.round(disk / MIB) + " MiB on disk at the end");
    var rows = new ArrayList<List<String>>();
    for (Pass pass : passes) {
      rows.add(List.of(pass.what(), String.format("%,.1f s", pass.seconds()), String.format("%,.1f s", pass.cpu()),
          String.format("%,d", Math.round(pass.rescored().facts() / pass.seconds())),
          String.format("%,d MiB", Math.round(pass.heap() / MIB)), String.format("%,d MiB", Math.round(pass.rss() / MIB)),
          String.format("%,d", pass.bytes() / people), String.format("%,d", pass.differences())));
    }
    terminal.table(List.of("all history anew", "time", "CPU", "facts/s", "peak heap", "peak RSS", "state bytes a person",
        "differences"), rows);
    for (Pass pass : passes) {
      terminal.say(pass.what() + ": " + new TreeMap<>(pass.rescored().differences()));
    }
  }
}
