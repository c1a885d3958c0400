package dev.caravan.app;

import dev.caravan.cli.CannotStart;
import dev.caravan.cli.Starters;
import dev.caravan.config.Configuration;
import dev.caravan.connectors.file.ImportMapping;
import dev.caravan.connectors.file.OutcomeRows;
import dev.caravan.enrich.Enrichment;
import dev.caravan.enrich.Profile;
import dev.caravan.learn.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes a table to learn from out of files: each value as scoring would see it, so that what is proposed fits. */
final class Lessons implements Starters.Teacher {
  @Override
  public Starters.Lesson read(Starters.LessonOptions options, Starters.Console console) throws IOException {
    String name = options.mapping().toString();
    OutcomeRows rows = OutcomeRows.of(ImportMapping.load(options.mapping(), name)).orElseThrow(() -> new CannotStart(
        name + ": does not say which leads were won; add an \"outcome\" (docs/configuration.md, the mapping of an"
            + " import)"));
    Configuration settings = Configuration.load(options.config());
    Enrichment enrichment = settings.file("enrichment").read(node ->
        Enrichment.from(settings.file("personas").root(), settings.file("signals").root(), node, Set.of()));
    List<Table.Field> fields = new ArrayList<>();
    rows.words().forEach(field -> fields.add(new Table.Field(field, false)));
    rows.numbers().forEach(field -> fields.add(new Table.Field(field, true)));
    // Columns and fields may share a name; the columns keep theirs in quotes.
    List<Table.Field> afterwards = rows.writtenBySales().stream().map(column -> new Table.Field(quoted(column), false))
        .toList();
    List<Table.Row> table = new ArrayList<>();
    OutcomeRows.Report report = rows.read(options.files(), lead -> {
      Map<String, String> values = new TreeMap<>();
      Profile profile = enrichment.learn(Profile.NOBODY, lead.person());
      for (Table.Field field : fields) {
        String value = value(profile, field.name()).toLowerCase(Locale.ROOT); // as a fit criterion compares it
        if (!value.isEmpty()) {
          values.put(field.name(), value);
        }
      }
      lead.afterwards().forEach((column, value) -> values.put(quoted(column), value));
      table.add(new Table.Row(lead.order(), lead.won(), values));
    }, new Import.Watcher(console));
    return new Starters.Lesson(new Table(fields, afterwards, table), report.rows(), report.open(), report.setAside());
  }

  private static String value(Profile profile, String field) {
    return switch (field) {
      case "seniority" -> profile.seniority();
      case "function" -> profile.function();
      case "persona" -> profile.persona();
      default -> profile.value(field);
    };
  }

  private static String quoted(String column) {
    return '"' + column + '"';
  }
}
