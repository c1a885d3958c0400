package dev.caravan.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Collects mistakes from wherever they are found; hands them out sorted by file, line and column, each once. */
public final class Diagnostics {
  private final Set<Diagnostic> found = new TreeSet<>();

  /** Adds one mistake; the same one twice counts once. */
  public synchronized void add(Diagnostic diagnostic) {
    found.add(diagnostic);
  }

  public synchronized void addAll(Collection<Diagnostic> diagnostics) {
    found.addAll(diagnostics);
  }

  public synchronized boolean isEmpty() {
    return found.isEmpty();
  }

  public synchronized List<Diagnostic> all() {
    return List.copyOf(found);
  }

  /**
   * Goes on only when nothing was found.
   *
   * @throws ConfigException with every mistake found so far
   */
  public void orThrow() {
    List<Diagnostic> all = all();
    if (!all.isEmpty()) {
      throw new ConfigException(all);
    }
  }

  /** All of them as a terminal shows them, with a blank line between. */
  public static String render(Collection<Diagnostic> diagnostics) {
    return diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n\n"));
  }

  /** {@code ; did you mean "half_life"?} when one of the known words is close to this one, else {@code ""}. */
  public static String didYouMean(String word, Collection<String> known) {
    return Nearest.to(word, known).map(near -> "; did you mean \"" + near + "\"?").orElse("");
  }

  /** {@code "a", "b" or "c"}: the words in the order given, quoted. */
  public static String quotedList(Collection<String> words) {
    List<String> quoted = new ArrayList<>();
    for (String word : words) {
      quoted.add('"' + word + '"');
    }
    if (quoted.size() < 2) {
      return String.join("", quoted);
    }
    return String.join(", ", quoted.subList(0, quoted.size() - 1)) + " or " + quoted.get(quoted.size() - 1);
  }
}
