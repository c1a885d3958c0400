package dev.caravan.cli;

import dev.caravan.audit.Audit;
import dev.caravan.audit.Finding;
import dev.caravan.audit.Sources;
import dev.caravan.audit.ToldToNobody;
import dev.caravan.audit.AuditSettings;
import dev.caravan.config.ConfigNode;
import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.pipeline.FunnelView;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Who qualified and is told to nobody, at the end of a report. */
public final class LostPeople {
  private static final int SHOWN = 20;

  private LostPeople() {}

  /** Looks through files that were written under these settings. */
  public static ToldToNobody in(Sources files, Configuration configuration, Pipeline engine, long asOf) throws IOException {
    return Audit.of(files, settings(configuration, engine), asOf);
  }

  private static AuditSettings settings(Configuration configuration, Pipeline engine) {
    var mql = new HashSet<String>();
    var sales = new HashSet<String>();
    for (FunnelView.Path path : engine.funnel().paths()) {
      for (FunnelView.Stage stage : path.stages()) {
        if (stage.mql()) {
          mql.add(stage.name());
        }
        if (stage.owner().equals("sales")) {
          sales.add(stage.name());
        }
      }
    }
    Set<String> asks = new HashSet<>();
    for (ConfigNode rule : configuration.file("scoring").root().get("interest").items()) {
      if (rule.find("hand_raise").map(ConfigNode::bool).orElse(false)) {
        asks.add(rule.get("rule").text());
      }
    }
    Set<String> customers = new HashSet<>();
    for (ConfigNode path : configuration.file("funnel").root().get("paths").items()) {
      if (path.get("scenarios").texts().contains("renewal")) {
        customers.addAll(path.get("stages").texts());
      }
    }
    return new AuditSettings(mql, sales, customers, asks, configuration.file("groups").root().get("hand_over_after").duration());
  }

  /**
   * Ends a report: the first of them, without personal data, and how many there are.
   *
   * @param where the full list is
   */
  public static void tell(ToldToNobody lost, String where, Consumer<String> say) {
    lost.findings().stream().limit(SHOWN).map(Finding::text).forEach(each -> say.accept("  " + each));
    int more = lost.findings().size() - SHOWN;
    if (!lost.findings().isEmpty()) {
      say.accept((more > 0 ? "  … and " + more + " more; " : "  ") + "by name in " + where);
    }
    say.accept(lost.line());
  }
}
