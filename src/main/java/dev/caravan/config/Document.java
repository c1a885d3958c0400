package dev.caravan.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One text being read: its lines, to show them, and what was found in it so far.
 *
 * <p>A mistake belongs to a path in the tree ({@code /interest/2/points}). Schema and readers look at the same values, so the
 * first to complain about a value speaks and the other stays silent.
 */
final class Document {
  /** The name in messages; {@link #place} is the one in reasons, which must not differ by machine. */
  private final String shown;
  private final String place;
  private final List<String> lines;
  private final Diagnostics diagnostics = new Diagnostics();
  private final Set<String> judged = new HashSet<>();
  private final Map<String, Set<String>> remarks = new HashMap<>();

  Document(String shown, String place, String text) {
    this.shown = shown;
    this.place = place;
    this.lines = List.of(text.split("\r\n|\n|\r", -1));
  }

  String shown() {
    return shown;
  }

  Origin origin(int line, int column) {
    return new Origin(place, line, column);
  }

  /** The value at this path is unusable; later complaints about the same path are dropped. */
  synchronized void reject(String path, Origin at, String code, String message) {
    if (judged.add(path)) {
      add(at, code, message);
    }
  }

  /** The mistake at this path is told elsewhere; complaints about it are dropped. */
  synchronized void excuse(String path) {
    judged.add(path);
  }

  /** A rule over good values is broken (a sum, a doubled name): said once, and not on top of a rejected value. */
  synchronized void remark(String path, Origin at, String code, String message) {
    if (!judged.contains(path) && remarks.computeIfAbsent(path, p -> new HashSet<>()).add(message)) {
      add(at, code, message);
    }
  }

  /** Whether nothing was found at this path or below it. */
  synchronized boolean isSound(String path) {
    return judged.stream().noneMatch(p -> within(p, path)) && remarks.keySet().stream().noneMatch(p -> within(p, path));
  }

  List<Diagnostic> diagnostics() {
    return diagnostics.all();
  }

  private void add(Origin at, String code, String message) {
    diagnostics.add(diagnostic(at, code, message));
  }

  /** As it would be told, without counting as a mistake. */
  Diagnostic diagnostic(Origin at, String code, String message) {
    String source = at.line() <= lines.size() ? lines.get(at.line() - 1) : "";
    return new Diagnostic(shown, at.line(), at.column(), code, message, source);
  }

  private static boolean within(String path, String parent) {
    return path.equals(parent) || path.startsWith(parent + "/");
  }
}
