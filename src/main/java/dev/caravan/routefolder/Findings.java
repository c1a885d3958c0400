package dev.caravan.routefolder;

import dev.caravan.config.Diagnostic;
import dev.caravan.config.Diagnostics;
import dev.caravan.config.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Mistakes found in the folders so far, each with the line it stands in. */
public final class Findings {
  private final Diagnostics found = new Diagnostics();
  private final Map<String, List<String>> lines = new HashMap<>();

  /** The text of a file, so that messages can show the line. */
  public void text(String file, String text) {
    lines.put(file, text.lines().toList());
  }

  public void add(Origin at, String code, String message) {
    List<String> text = lines.getOrDefault(at.file(), List.of());
    String source = at.line() <= text.size() ? text.get(at.line() - 1) : "";
    found.add(new Diagnostic(at.file(), at.line(), at.column(), code, message, source));
  }

  void addAll(List<Diagnostic> diagnostics) {
    found.addAll(diagnostics);
  }

  public List<Diagnostic> all() {
    return found.all();
  }

  boolean in(String file) {
    return found.all().stream().anyMatch(d -> d.file().equals(file));
  }
}
