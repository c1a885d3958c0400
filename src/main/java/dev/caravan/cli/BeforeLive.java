package dev.caravan.cli;

import dev.caravan.config.Configuration;
import dev.caravan.config.Diagnostic;
import dev.caravan.config.Diagnostics;
import dev.caravan.config.Signatures;
import dev.caravan.outbox.Mode;
import dev.caravan.routing.ForLive;
import java.util.List;

/**
 * What settings without mistakes still lack to go live: as long as nothing is written it is only told.
 *
 * @param refuses what a run in this mode does not start without
 * @param warns what one in a later mode will not start without
 */
public record BeforeLive(List<Diagnostic> refuses, List<Diagnostic> warns) {
  /** As seen from a mode; nothing of settings that have mistakes. */
  public static BeforeLive of(Configuration settings, Mode mode) {
    if (!settings.diagnostics().isEmpty()) {
      return new BeforeLive(List.of(), List.of());
    }
    List<Diagnostic> unsigned = Signatures.missing(settings);
    List<Diagnostic> open = ForLive.missing(settings.file("routing"));
    return switch (mode) {
      case SHADOW -> new BeforeLive(List.of(), together(unsigned, open));
      case SCORE_ONLY -> new BeforeLive(unsigned, open);
      case LIVE -> new BeforeLive(together(unsigned, open), List.of());
    };
  }

  private static List<Diagnostic> together(List<Diagnostic> some, List<Diagnostic> others) {
    var all = new Diagnostics();
    all.addAll(some);
    all.addAll(others);
    return all.all();
  }
}
