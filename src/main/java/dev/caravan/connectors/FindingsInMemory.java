package dev.caravan.connectors;

import dev.caravan.journal.Findings;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Findings of who asks a system only to know, and keeps nothing. */
public final class FindingsInMemory implements Findings {
  private final TreeMap<String, Finding> found = new TreeMap<>();

  @Override
  public synchronized void found(String source, String about, String said) {
    found.put(source + " " + about, new Finding(source, about, said, 0));
  }

  @Override
  public synchronized void mended(String source, Collection<String> abouts) {
    abouts.forEach(about -> found.remove(source + " " + about));
  }

  @Override
  public synchronized List<Finding> all() {
    return List.copyOf(found.values());
  }
}
