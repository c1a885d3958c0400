package dev.caravan.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Where a command speaks: results to {@code out}, everything else to {@code err}. */
public record Terminal(Starters starters, PrintWriter out, PrintWriter err, boolean interactive, InstantSource clock)
    implements Starters.Console {

  @Override
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void json(Object value) {
    say(Json.pretty(value));
  }

  @Override
  public void note(String line) {
    err.println(line);
    err.flush();
  }

  @Override
  public Starters.Progress progress(String task, long max) {
    if (!interactive) {
      return new Bar(null);
    }
    return new Bar(new ProgressBarBuilder().setTaskName(task).setInitialMax(max)
        .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(250)
        .setConsumer(new ConsoleProgressBarConsumer(System.err)).build());
  }

  /** A bar, or nothing. */
  private record Bar(@Nullable ProgressBar bar) implements Starters.Progress {
    @Override
    public void step(long to) {
      if (bar != null) {
        bar.stepTo(to);
      }
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }

  /** Lines in columns, as wide as they need; the last column runs free. */
  public void table(List<String> head, Collection<List<String>> rows) {
    int[] width = new int[head.size()];
    for (int i = 0; i < width.length; i++) {
      width[i] = head.get(i).length();
      for (List<String> row : rows) {
        width[i] = Math.max(width[i], row.get(i).length());
      }
    }
    say(columns(head, width));
    rows.forEach(row -> say(columns(row, width)));
  }

  private static String columns(List<String> row, int[] width) {
    var line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i));
      if (i < row.size() - 1) {
        line.append(" ".repeat(width[i] - row.get(i).length() + 2));
      }
    }
    return line.toString().stripTrailing();
  }

  /** {@code 1 fact}, {@code 12,345 facts}. */
  public static String count(long n, String one) {
    return String.format(java.util.Locale.ROOT, "%,d %s", n, n == 1 ? one : one.matches(".*[^aeiou]y")
        ? one.substring(0, one.length() - 1) + "ies" : one.equals("person") ? "people" : one + "s");
  }

  /** What an I/O failure means to the person who sees it. */
  static String told(java.io.IOException e) {
    if (e instanceof java.nio.file.NoSuchFileException missing) {
      return missing.getFile() + ": " + (missing.getReason() == null ? "no such file or folder" : missing.getReason())
          + "; check the path";
    }
    if (e instanceof java.nio.file.AccessDeniedException denied) {
      return denied.getFile() + ": no permission; check who owns it and what they may do";
    }
    if (e instanceof java.nio.file.FileSystemException file) {
      return file.getFile() + ": " + (file.getReason() == null ? file.getClass().getSimpleName() : file.getReason());
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  static String told(UncheckedIOException e) {
    return e.getCause() == null ? String.valueOf(e.getMessage()) : told(e.getCause());
  }
}
