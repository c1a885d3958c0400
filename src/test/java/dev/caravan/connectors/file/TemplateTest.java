package dev.caravan.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.config.Origin;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private static String text(String template, Map<String, String> values) throws Exception {
    return Template.parse(template, new Origin("mapping.yaml", 3, 5)).text(new Row("leads.csv", 7, values));
  }

  @ParameterizedTest
  @CsvSource({
    "{v|lower}, Dana@Halden.EXAMPLE, dana@halden.example",
    "{v|upper}, de, DE",
    "{v|slug}, 'Skoda Auto, a.s.', skoda-auto-a-s",
    "{v|digits}, p1083, 1083",
    "{v|flag}, Yes, true",
    "{v|flag}, 0, false",
    "{v|before:@}, dana@halden.example, dana",
    "{v|after:@}, dana@halden.example, halden.example",
    "{v|after:@|before:.|upper}, dana@halden.example, HALDEN",
    "{v|date:dd/MM/yyyy}, 05/03/2026, 2026-03-05",
    "{v|date:epoch-seconds}, 1772446500, 2026-03-02",
    "{file}:{line} {v}, x, leads.csv:7 x",
    "{{{v}}}, x, {x}"})
  void a_function_makes_of_a_value_what_its_name_says(String template, String value, String made) throws Exception {
    assertThat(text(template, Map.of("v", value))).isEqualTo(made);
  }

  @ParameterizedTest(name = "{0} and {1} are one name")
  @CsvSource({"'Acme, Inc.', ACME Inc", "Müller GmbH, MÜLLER GMBH", "Вега 24, ВЕГА 24", "Müller\u00a0GmbH, Mu\u0308ller GmbH", "A & B, a&b", "Société «X», SOCIÉTÉ «x»",
      "O'Neil, o’neil"})
  void what_differs_in_case_spaces_and_punctuation_is_one_name(String one, String other) throws Exception {
    assertThat(text("{v|slug}", Map.of("v", one))).isEqualTo(text("{v|slug}", Map.of("v", other)));
  }

  @ParameterizedTest(name = "{0} and {1} are two names")
  @CsvSource({"Müller GmbH, Muller GmbH", "Smith & Wesson, Smith Wesson", "A&B, AB", "Café Noir, Cafe Noir", "Résumé, Resume", "Pena, Peña", "Barnes & Noble, Barnes and Noble",
      "&, +"})
  void an_accent_or_an_ampersand_makes_another_name(String one, String other) throws Exception {
    assertThat(text("{v|slug}", Map.of("v", one))).isNotEqualTo(text("{v|slug}", Map.of("v", other)));
  }

  @Test
  void names_in_other_letters_stay_apart() throws Exception {
    assertThat(text("{v|slug}", Map.of("v", "---"))).matches("n[0-9]+");
    assertThat(text("{v|slug}", Map.of("v", "株式会社日立製作所"))).isNotEqualTo(text("{v|slug}", Map.of("v", "トヨタ自動車")));
  }

  @Test
  void a_number_is_the_same_on_every_machine() throws Exception {
    assertThat(text("{v|number}", Map.of("v", "keystone"))).isEqualTo(text("{w|number}", Map.of("w", "keystone")))
        .matches("[1-9][0-9]{0,14}");
  }

  @Test
  void an_empty_column_leaves_the_whole_text_empty_unless_it_is_optional() throws Exception {
    assertThat(text("https://{host}.example", Map.of())).isEmpty();
    assertThat(text("{first|optional} {last}", Map.of("last", "Reyes"))).isEqualTo("Reyes");
  }

  @Test
  void a_value_a_function_cannot_take_is_told_by_its_column_not_quoted() {
    assertThatThrownBy(() -> text("{bounced|flag}", Map.of("bounced", "perhaps"))).isInstanceOf(BadRow.class)
        .hasMessage("column \"bounced\" is no flag; expected yes or no, true or false, 1 or 0 (mapping.yaml:3)");
    assertThatThrownBy(() -> text("{ends|date:dd.MM.yyyy}", Map.of("ends", "31.04.2026"))).isInstanceOf(BadRow.class)
        .hasMessage("column \"ends\" is no date; expected one written dd.MM.yyyy (mapping.yaml:3)");
  }
}
