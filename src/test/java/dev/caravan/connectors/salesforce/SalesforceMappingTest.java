package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.config.ConfigException;
import dev.caravan.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalesforceMappingTest {
  @TempDir Path folder;

  @Test
  void the_shipped_mapping_is_faultless() {
    SalesforceMapping mapping = SalesforceMapping.read(TestOrg.MAPPING, "mapping.yaml");
    assertThat(mapping.fields("contact")).contains("Account.Name", "HasOptedOutOfEmail");
    assertThat(mapping.fields("lead")).contains("Status", "Caravan_Turnback_Reason__c").doesNotHaveDuplicates();
    assertThat(mapping.writes("contact")).containsKey("explanation").isEqualTo(mapping.writes("lead"));
  }

  @Test
  void mistakes_are_told_with_their_places_all_at_once() throws IOException {
    String text = Files.readString(TestOrg.MAPPING)
        .replace("    closed_at: CloseDate", "    close_at: CloseDate")
        .replace("    first_name: FirstName", "    first_name: First Name")
        .replace("    subject: Subject", "    subjekt: Subject")
        .replace("Closed - Converted: accepted", "Closed - Converted: acceptd");
    Path file = Files.writeString(folder.resolve("mapping.yaml"), text);
    assertThatThrownBy(() -> SalesforceMapping.read(file, "mapping.yaml")).isInstanceOfSatisfying(ConfigException.class,
        e -> assertThat(e.diagnostics()).allSatisfy(one -> assertThat(one.line()).isPositive())
            .extracting(one -> one.message()).anyMatch(message -> message.contains("close_at"))
            .anyMatch(message -> message.contains("First Name")).anyMatch(message -> message.contains("subjekt"))
            .anyMatch(message -> message.contains("acceptd")));
    assertThat(SalesforceMapping.tryRead(ConfigFile.of("mapping.yaml", text))).isEmpty();
  }

  @Test
  void a_field_may_be_filled_only_when_it_is_empty() throws IOException {
    String text = Files.readString(TestOrg.MAPPING)
        .replace("rating: Caravan_Rating__c", "rating: {field: Rating, write: fill-empty}");
    Path file = Files.writeString(folder.resolve("mapping.yaml"), text);
    assertThat(SalesforceMapping.read(file, "mapping.yaml").writes("lead").get("rating"))
        .isEqualTo(new SalesforceMapping.Target("Rating", true));
  }
}
