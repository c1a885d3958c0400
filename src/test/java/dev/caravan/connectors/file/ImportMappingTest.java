package dev.caravan.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.caravan.config.ConfigException;
import dev.caravan.config.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportMappingTest {
  private static final String SOUND = """
      source: shop
      format: csv
      time: at
      facts:
        - fact: person
          id: contact-{email}
          subject: "{email}"
          data:
            company: "{company}"
      """;

  private static List<String> mistakes(String text) {
    ConfigException refused = catchThrowableOfType(ConfigException.class, () -> ImportMapping.of("mapping.yaml", text));
    assertThat(refused).as("the mapping was taken").isNotNull();
    return refused.diagnostics().stream().map(Diagnostic::summary).toList();
  }

  @Test
  void a_sound_mapping_tells_its_source_and_the_facts_it_gives() {
    ImportMapping mapping = ImportMapping.of("mapping.yaml", SOUND);
    assertThat(mapping.source()).isEqualTo("shop");
    assertThat(mapping.types()).containsExactly("person");
    assertThat(mapping.uses()).extracting(ImportMapping.Use::column).contains("at", "email", "company");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '#', textBlock = """
      source: shop       # sorce: shop          # mapping.yaml:1:1: unknown key "sorce"   # did you mean "source"?
      format: csv        # format: scv          # mapping.yaml:2:9: "scv" is not known    # did you mean "csv"?
      fact: person       # fact: activity.form-submitt # mapping.yaml:5:11:                # did you mean "activity.form-submit"?
      subject:           # subjekt:             # mapping.yaml:7:5: unknown key "subjekt" # did you mean "subject"?
      {company}          # {company|slgu}       # mapping.yaml:9:16: unknown function "slgu" # did you mean "slug"?
      {company}          # {company             # mapping.yaml:9:16: a "{" is not closed  # write "{{" for the sign itself
      {company}          # company}             # mapping.yaml:9:16: a "}" closes nothing # write "}}" for the sign itself
      {company}          # {}                   # mapping.yaml:9:16: a column is missing  # expected one such as {Email}
      {company}          # {company|after}      # mapping.yaml:9:16: "after" needs        # {Email|after:@}
      {company}          # {company|date:pp}    # mapping.yaml:9:16: "pp" is no pattern   # such as dd.MM.yyyy
      time: at           # time: {zone: Mars}   # mapping.yaml:3:7: expected either "column" # or "at"
      time: at           # time: {column: at, zone: Mars} # mapping.yaml:3:26: "Mars" is no time zone # Europe/Berlin
      time: at           # time: {column: at, format: pp} # mapping.yaml:3:28: "pp" is no pattern # dd.MM.yyyy HH:mm
      id: contact-{email} # id: contact-{line}  # mapping.yaml:6:9: the id of a person names a record # name a column
      id: contact-{email} # id: contact         # mapping.yaml:6:9: this id is the same for every row # name a column
      fact: person       # fact: contract       # mapping.yaml:9:7: unknown key "company" # expected "account"
      format: csv        # format: ndjson\\ndelimiter: tab # mapping.yaml:3:12: NDJSON has no delimiter # remove the key
      format: csv        # format: csv\\ncolumns: [at, emial, company] # mapping.yaml:3:10: column "email" (mapping.yaml:7:9) is not there # did you mean "emial"?
      """)
  void a_mistake_is_told_at_its_place_with_what_was_meant(String there, String mistaken, String begins, String advice) {
    String text = SOUND.replace(there, mistaken.replace("\\n", "\n"));
    assertThat(mistakes(text)).anySatisfy(said -> assertThat(said).startsWith(begins).contains(advice));
  }

  @Test
  void a_fact_without_any_time_is_refused() {
    assertThat(mistakes(SOUND.replace("time: at\n", ""))).singleElement().asString()
        .startsWith("mapping.yaml:4:5: no time for this fact");
  }

  @Test
  void a_value_given_twice_in_two_spellings_is_refused() {
    assertThat(mistakes(SOUND + "      consent.email: yes\n      consent: { email: no }\n")).singleElement().asString()
        .startsWith("mapping.yaml:11:16: \"consent\" is given twice");
  }

  @Test
  void a_mapping_that_is_not_there_is_named(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("mapping.yaml");
    assertThatThrownBy(() -> ImportMapping.load(file, "mapping.yaml")).isInstanceOf(ConfigException.class)
        .hasMessageContaining("mapping.yaml:1:1: the file does not exist");
    Files.writeString(file, "");
    assertThatThrownBy(() -> ImportMapping.load(file, "mapping.yaml")).isInstanceOf(ConfigException.class);
  }
}
