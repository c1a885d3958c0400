package dev.caravan.connectors;

import dev.caravan.journal.Findings;
import dev.caravan.model.Masked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells each finding about a system once in the log, and keeps it for reports until it is over. */
public final class SystemFindings {
  private static final Logger LOG = LoggerFactory.getLogger(SystemFindings.class);

  private final String source;
  private final Findings kept;
  private final Map<String, String> told = new HashMap<>();
  private Predicate<String> keeps = about -> false;

  /**
   * @param source the system, {@code salesforce}
   * @param kept where findings are kept
   */
  public SystemFindings(String source, Findings kept) {
    this.source = source;
    this.kept = kept;
  }

  /** From now on findings that this holds for are not over when the system is looked at anew. */
  synchronized void keep(Predicate<String> holds) {
    keeps = keeps.or(holds);
  }

  /** A finding; said again it is nothing new. */
  public synchronized void tell(String about, String words) {
    String said = Masked.text(words);
    if (said.equals(told.put(about, said))) {
      return;
    }
    LOG.warn("{}", said);
    kept.found(source, about, said);
  }

  /**
   * The system was looked at anew.
   *
   * @param now what it lacks
   * @param stillSo of findings made on the way, whether they hold
   */
  public synchronized void renew(Map<String, String> now, Predicate<String> stillSo) {
    List<String> over = new ArrayList<>();
    for (Findings.Finding each : kept.all()) {
      if (each.source().equals(source) && !now.containsKey(each.about()) && !stillSo.test(each.about())
          && !keeps.test(each.about())) {
        over.add(each.about());
      }
    }
    kept.mended(source, over);
    over.forEach(told::remove);
    now.forEach(this::tell);
  }
}
