package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.config.PropertyKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SalesforceSettingsTest {
  private static SalesforceSettings from(String... pairs) {
    Map<String, String> properties = new HashMap<>(Map.of("caravan.salesforce.login-url", "https://org.example/",
        "caravan.salesforce.client-id", "id", "caravan.salesforce.client-secret", "very-secret"));
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put("caravan.salesforce." + pairs[i], pairs[i + 1]);
    }
    return SalesforceSettings.from(name -> properties.getOrDefault(name, PropertyKey.all().get(name).byDefault()));
  }

  @Test
  void what_is_not_said_has_its_shipped_value() {
    SalesforceSettings settings = from();
    assertThat(settings.loginUrl()).isEqualTo("https://org.example");
    assertThat(settings.authentication()).isEqualTo(SalesforceSettings.Authentication.CLIENT_CREDENTIALS);
    assertThat(settings.create()).isEqualTo(SalesforceSettings.Create.HAND_OFF);
    assertThat(settings.overlap()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.toString()).doesNotContain("very-secret");
  }

  @Test
  void a_mistake_names_the_property_and_what_was_expected() {
    assertThatThrownBy(() -> from("create", "always")).hasMessageContaining("caravan.salesforce.create")
        .hasMessageContaining("\"always\"").hasMessageContaining("never, hand-off, inquiry");
    assertThatThrownBy(() -> from("client-secret", "")).hasMessageContaining("caravan.salesforce.client-secret");
    assertThatThrownBy(() -> from("authentication", "jwt")).hasMessageContaining("caravan.salesforce.keystore");
    assertThatThrownBy(() -> from("overlap-seconds", "a minute")).hasMessageContaining("whole seconds");
    assertThatThrownBy(() -> from("deadline-seconds", "0")).hasMessageContaining("1 or more");
  }

  @Test
  void a_deadline_of_no_seconds_is_a_mistake_before_the_start() {
    PropertyKey.Form deadline = PropertyKey.all().get("caravan.salesforce.deadline-seconds").form();
    assertThat(List.of("1", "120", "999999")).allMatch(deadline::fits);
    assertThat(List.of("0", "000", "1000000", "-1", "a minute")).noneMatch(deadline::fits);
  }
}
