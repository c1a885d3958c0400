package dev.caravan.journal;

import java.util.Collection;
import java.util.List;

/** What in a system is not as the mapping wants it, and is left out or stood in for until somebody mends it. */
public interface Findings {
  /** What begins with this is good to know, and needs nobody. */
  String NOTE = "note ";

  /**
   * One finding.
   *
   * @param source the system, {@code salesforce}
   * @param about the same as long as it is the same finding
   * @param said where, what, and what to do; without personal data
   * @param since epoch ms
   */
  record Finding(String source, String about, String said, long since) {
    /** Whether it is only good to know. */
    public boolean isNote() {
      return about.startsWith(NOTE);
    }
  }

  /** Keeps a finding; one that is kept already gets the new words and keeps its time. */
  void found(String source, String about, String said);

  /** Forgets findings that are no more. */
  void mended(String source, Collection<String> abouts);

  /** All there are, by source and what they are about. */
  List<Finding> all();
}
