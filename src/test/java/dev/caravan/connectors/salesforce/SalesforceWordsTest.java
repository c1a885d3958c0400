package dev.caravan.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.outbox.Problem;
import java.util.List;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the words in which Salesforce or its library says no. */
class SalesforceWordsTest {
  @ParameterizedTest
  @CsvSource({"400, CONFIG, refused", "401, CONFIG, refused", "404, REMOTE, failed", "408, REMOTE, failed", "429, LIMIT, failed", "503, REMOTE, failed"})
  void a_renewed_login_of_the_library_is_judged_by_its_status(int status, Problem problem, String word) {
    var thrown = new IllegalStateException(new SalesforceException("Unexpected login error: no", status));

    CallFailed failed = CallFailed.of("a query", "https://org.example", thrown);

    assertThat(failed.problem()).isEqualTo(problem);
    assertThat(failed).hasCause(thrown).hasMessageContaining("Salesforce login at https://org.example " + word + ": ")
        .hasMessageContaining("(status " + status + ")");
  }

  @Test
  void a_reference_that_leads_nowhere_is_mended_by_naming_what_exists() {
    var refused = new RowResult("", "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", List.of("OwnerId"));

    assertThat(refused.remedy()).isEqualTo("name an owner or campaign that exists, then requeue");
  }
}
