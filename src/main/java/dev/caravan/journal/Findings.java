package dev.caravan.journal;

import java.util.Collection;
import java.util.List;

/**
 * What in a system is not as Caravan wants it: fields that are left out or stood in for until somebody mends them, and
 * calls that are not answered in time.
 */
public interface Findings {
  /** What begins with this is good to know, and needs nobody. */
  String NOTE = "note ";
  /** What begins with this is of calls that were not answered in time. */
  String OVERDUE = "overdue ";

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

    /** Whether it is of calls that were not answered in time, rather than of the mapping. */
    public boolean isOverdue() {
      return about.startsWith(OVERDUE);
    }
  }

  /** Keeps a finding; one that is kept already gets the new words and keeps its time. */
  void found(String source, String about, String said);

  /** Forgets findings that are no more. */
  void mended(String source, Collection<String> abouts);

  /** All there are, by source and what they are about. */
  List<Finding> all();
}
