package dev.caravan.connectors.file;

import dev.caravan.journal.Arrival;
import dev.caravan.model.Fact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads leads with their outcome out of files, by the {@code outcome} of a mapping. */
public final class OutcomeRows {
  private final ImportMapping mapping;
  private final OutcomeRule rule;

  /**
   * A lead that was won or lost.
   *
   * @param person what was known of it
   * @param order grows with time
   * @param afterwards what sales wrote later, by column
   */
  public record Lead(Fact.Person person, boolean won, double order, Map<String, String> afterwards) {
    public Lead {
      afterwards = Map.copyOf(afterwards);
    }
  }

  /** What became of the rows: {@code rows = decided + open + setAside}. */
  public record Report(long rows, long decided, long open, long setAside) {}

  private OutcomeRows(ImportMapping mapping, OutcomeRule rule) {
    this.mapping = mapping;
    this.rule = rule;
  }

  /** Rows by a mapping; empty if it does not say what became of its leads. */
  public static Optional<OutcomeRows> of(ImportMapping mapping) {
    return mapping.outcome().map(rule -> new OutcomeRows(mapping, rule));
  }

  /** Fields of words that may be learned from. */
  public List<String> words() {
    return rule.words();
  }

  /** Fields of numbers that may be learned from. */
  public List<String> numbers() {
    return rule.numbers();
  }

  /** Columns that may not. */
  public List<String> writtenBySales() {
    return rule.writtenBySales();
  }

  /**
   * Reads files in turn.
   *
   * @param watcher is told of rows that cannot be read, and what was recognised of a file
   * @throws IOException if a file cannot be read
   */
  public Report read(List<Path> files, Consumer<Lead> leads, FileImport.Watcher watcher) throws IOException {
    long rows = 0;
    long decided = 0;
    long aside = 0;
    for (Path file : files) {
      try (RowSource source = RowSource.open(file, mapping)) {
        RowSource.Found found = source.header();
        if (!source.finding().isEmpty()) {
          watcher.found(source.name(), source.finding());
        }
        for (found = found == null ? source.next() : found; found != null; found = source.next()) {
          rows++;
          try {
            if (found instanceof RowSource.Bad bad) {
              throw new BadRow(bad.reason());
            }
            Optional<Lead> lead = lead(((RowSource.Good) found).row());
            lead.ifPresent(leads);
            decided += lead.isPresent() ? 1 : 0;
          } catch (BadRow e) {
            aside++;
            watcher.setAside(new Arrival.SetAside(source.name(), found.line(), e.reason()));
          }
        }
      }
    }
    return new Report(rows, decided, rows - decided - aside, aside);
  }

  private Optional<Lead> lead(Row row) throws BadRow {
    Optional<Boolean> won = rule.won(row);
    if (won.isEmpty()) {
      return Optional.empty();
    }
    for (FactRule fact : mapping.facts()) {
      if (fact.read(row).orElse(null) instanceof Fact.Person person) {
        Map<String, String> afterwards = new TreeMap<>();
        for (String column : rule.writtenBySales()) {
          if (!row.value(column).isEmpty()) {
            afterwards.put(column, row.value(column));
          }
        }
        return Optional.of(new Lead(person, won.get(), rule.order(row), afterwards));
      }
    }
    throw new BadRow("an outcome, but no person: a fact \"person\" of the mapping must apply to the row");
  }
}
