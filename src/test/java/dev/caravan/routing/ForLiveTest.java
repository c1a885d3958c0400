package dev.caravan.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.ConfigFile;
import dev.caravan.config.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForLiveTest {
  private static final String READY = """
      rules:
        - rule: leads
          when: {record: lead}
          to: queue Leads
        - rule: nobody-there
          when: always
          to: queue Caravan_Unrouted
          contacts_to: lee@caravan.example
      pools:
        - pool: inside-sales
          members: [kim@caravan.example]
      response:
        hand-raise: 10 minutes
        mql: 30 minutes
        group: 4 hours
        escalate_to: max@caravan.example
      stewards: {eloqua: kim@caravan.example, salesforce: lee@caravan.example}
      """;

  @TempDir Path folder;

  private List<String> missing(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("routing.yaml"), text);
    ConfigFile read = ConfigFile.load(file, "routing.yaml", Optional.of(Path.of("config/schema/routing.schema.json")));
    assertThat(read.diagnostics()).isEmpty();
    return ForLive.missing(read).stream().map(Diagnostic::render).toList();
  }

  private List<String> without(String there, String written) throws IOException {
    assertThat(READY).contains(there);
    return missing(READY.replace(there, written));
  }

  @Test
  void settings_that_name_everybody_lack_nothing() throws IOException {
    assertThat(missing(READY)).isEmpty();
  }

  @Test
  void a_pool_without_members_is_told_at_its_place() throws IOException {
    assertThat(without("[kim@caravan.example]", "[]")).containsExactly("""
        routing.yaml:11:14: pool "inside-sales" has no members, so that what is for it goes to the next rule; expected their \
        e-mails, such as `[kim@caravan.example]` [pool-without-members]
           |
        11 |     members: []
           |              ^^^""".replace("^^^", "^"));
  }

  @Test
  void a_pool_of_everybody_who_can_log_in_is_told() throws IOException {
    assertThat(without("[kim@caravan.example]", "all active users")).singleElement().asString()
        .startsWith("routing.yaml:11:14: pool \"inside-sales\" gives hand-offs to everybody who can log in to the CRM; expected its"
            + " members by e-mail");
  }

  @Test
  void a_response_clock_that_tells_nobody_in_the_end_is_told() throws IOException {
    assertThat(without("  escalate_to: max@caravan.example\n", "")).singleElement().asString()
        .startsWith("routing.yaml:12:1: nobody is named who is told in the end that a hand-off was not answered; expected"
            + " `escalate_to` with the e-mail of a CRM user");
  }

  @Test
  void a_queue_that_would_have_to_own_contacts_is_told() throws IOException {
    assertThat(without("    contacts_to: lee@caravan.example\n", "")).singleElement().asString()
        .startsWith("routing.yaml:7:5: rule \"nobody-there\" hands contacts to a queue, which cannot own them; expected"
            + " `contacts_to` with the e-mail of a CRM user");
    assertThat(without("{record: lead}", "{record: [lead, contact]}")).singleElement().asString()
        .startsWith("routing.yaml:4:5: rule \"leads\" hands contacts to a queue");
  }

  @Test
  void a_system_nobody_answers_for_is_told() throws IOException {
    assertThat(without(", salesforce: lee@caravan.example", "")).singleElement().asString()
        .startsWith("routing.yaml:17:1: nobody answers for salesforce; expected a steward by e-mail");
    assertThat(without("stewards: {eloqua: kim@caravan.example, salesforce: lee@caravan.example}\n", "")).hasSize(2)
        .allSatisfy(each -> assertThat(each).startsWith("routing.yaml:1:1: nobody answers for "));
  }

  @Test
  void the_shipped_settings_name_nobody() throws IOException {
    ConfigFile shipped = ConfigFile.load(Path.of("config/routing.yaml"), "config/routing.yaml", Optional.empty());
    assertThat(ForLive.missing(shipped)).extracting(Diagnostic::code).containsExactlyInAnyOrder("pool-without-members",
        "pool-without-members", "no-owner-for-contacts", "no-escalation", "no-steward", "no-steward");
  }

  @Test
  void a_file_with_mistakes_of_its_own_is_left_alone() {
    assertThat(ForLive.missing(ConfigFile.of("routing.yaml", "rules: [\n"))).isEmpty();
  }
}
