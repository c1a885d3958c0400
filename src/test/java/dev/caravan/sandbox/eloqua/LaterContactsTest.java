package dev.caravan.sandbox.eloqua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tenant in which time passes: what facts tell of contacts happens when it is time, and campaigns mail what records ask for. */
class LaterContactsTest {
  @TempDir Path folder;
  private Instant now = Instant.parse("2026-01-15T00:00:00Z");
  private EloquaStandIn eloqua;

  @BeforeEach
  void open() throws java.io.IOException {
    Path facts = Files.write(folder.resolve("facts.ndjson"), List.of(
        person("2026-01-01T10:00:00Z", "7", "dana@halden.example", "\"last_name\":\"Old\",\"consent\":{\"email\":true}"),
        person("2026-02-01T10:00:00Z", "7", "dana@halden.example", "\"last_name\":\"Reyes\",\"consent\":{\"email\":false}"),
        person("2026-02-02T10:00:00Z", "8", "ben@halden.example", "\"last_name\":\"Book\""),
        "{\"specversion\":\"1.0\",\"id\":\"campaign-9\",\"source\":\"eloqua\",\"type\":\"campaign\",\"subject\":\"9\","
            + "\"time\":\"2026-02-01T10:00:00Z\",\"data\":{\"ids\":{\"eloqua\":\"9\"},\"name\":\"Spring\"}}"));
    reopen(facts);
  }

  private void reopen(Path facts) {
    eloqua = EloquaStandIn.openInTime(facts, folder.resolve("writes.log"), () -> now, 0);
  }

  private static String person(String at, String id, String email, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"contact-" + id + "@" + at + "\",\"source\":\"eloqua\",\"type\":\"person\",\"subject\":\""
        + email + "\",\"time\":\"" + at + "\",\"data\":{\"ids\":{\"eloqua\":\"" + id + "\"}," + data + "}}";
  }

  @AfterEach
  void close() {
    eloqua.close();
  }

  @Test
  void nobody_sees_a_contact_or_a_change_before_its_time() throws java.io.IOException {
    var caller = new Caller(eloqua);
    assertThat(eloqua.contact("ben@halden.example")).isEmpty();
    assertThat(caller.rest("GET", "/data/contact/7?depth=complete", "").text()).contains("Old").doesNotContain("Reyes");

    now = Instant.parse("2026-02-01T10:00:00Z");
    eloqua.timePasses();
    assertThat(caller.rest("GET", "/data/contact/7?depth=complete", "").text()).contains("Reyes").doesNotContain("Old");
    assertThat(eloqua.contact("ben@halden.example")).isEmpty();

    now = Instant.parse("2026-02-02T10:00:00Z");
    eloqua.timePasses();
    assertThat(eloqua.contact("ben@halden.example")).hasValue(8);
    assertThat(eloqua.snapshot()).as("no caller did anything").isEmpty();
  }

  @Test
  void nobody_sees_a_campaign_before_it_is_made() throws java.io.IOException {
    var caller = new Caller(eloqua);
    assertThat(caller.get("/api/REST/2.0/assets/campaigns?depth=complete").text()).doesNotContain("Spring");
    now = Instant.parse("2026-02-01T10:00:00Z");
    assertThat(caller.get("/api/REST/2.0/assets/campaigns?depth=complete").text()).contains("Spring");
  }

  @Test
  void a_campaign_mails_what_a_record_asks_for_once_also_over_a_restart() throws java.io.IOException {
    Path facts = folder.resolve("facts.ndjson");
    ask("letter-one");
    assertThat(eloqua.mailProgrammes()).isEqualTo(1);
    assertThat(eloqua.mailProgrammes()).as("the same again").isZero();
    long writes = eloqua.writes();

    eloqua.close();
    reopen(facts);
    assertThat(eloqua.mailProgrammes()).as("remembered").isZero();
    assertThat(eloqua.writes()).as("a mail is no write of a caller").isEqualTo(writes);
    ask("letter-two");
    assertThat(eloqua.mailProgrammes()).isEqualTo(1);

    now = Instant.parse("2026-02-01T10:00:00Z");
    eloqua.timePasses();
    ask("letter-three");
    assertThat(eloqua.mailProgrammes()).as("unsubscribed meanwhile").isZero();
  }

  /** Puts Dana on the programme, as Caravan does. */
  private void ask(String content) {
    var caller = new Caller(eloqua);
    String mail = "{`name`:`i`,`identifierFieldName`:`mail`,`isSyncTriggeredOnImport`:false,`fields`:{`mail`:`{{Contact.Field(C_EmailAddress)}}`";
    caller.importRows("/contacts/imports", mail + ",`programme`:`{{Contact.Field(C_Caravan_Programme1)}}`,"
        + "`next`:`{{Contact.Field(C_Caravan_Next_Content1)}}`}}",
        "[{`mail`:`dana@halden.example`,`programme`:`keep-warm`,`next`:`" + content + "`}]");
    caller.importRows("/contacts/syncActions", mail + "},`syncActions`:[{`action`:`add`,`destination`:`{{ContactList["
        + (Tenant.FIRST_LIST + Tenant.PREPARED_LISTS.indexOf("caravan-keep-warm")) + "]}}`}]}", "[{`mail`:`dana@halden.example`}]");
  }
}
