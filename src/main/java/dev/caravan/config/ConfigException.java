package dev.caravan.config;

import java.util.List;

/** The settings cannot be used; holds every mistake found, sorted by place. Nothing has been changed. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Diagnostic> diagnostics;

  public ConfigException(List<Diagnostic> diagnostics) {
    super((diagnostics.size() == 1 ? "1 mistake in the configuration:\n" : diagnostics.size()
        + " mistakes in the configuration:\n") + Diagnostics.render(diagnostics));
    this.diagnostics = List.copyOf(diagnostics);
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
