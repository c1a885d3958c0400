package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.desk.DeskView;
import dev.caravan.outbox.Outbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;

/** People merge, delete, bring back and convert records of both systems between any two steps of Caravan. */
class LostRecordsProperties {
  private static final String ACCOUNT = "001000000000001AAA";
  private static final String REP = "005000000000001AAA";
  private static final int STEPS = 4;

  /** What somebody does in Salesforce or Eloqua. */
  enum Act { MERGE, MERGE_BACK, DELETE, DELETE_OTHER, UNDELETE, CONVERT, DELETE_CONTACT, UNDELETE_CONTACT, DELETE_IN_ELOQUA }

  /** Somebody who asks for a quote, with two leads of one e-mail or of two, and the contact one of them was converted to. */
  private static final class Buyer {
    final String email;
    final String otherEmail;
    final String lead;
    final String other;
    String contact = "";

    Buyer(int number, boolean twoAddresses) {
      email = "buyer" + number + "@company-" + number + ".example";
      otherEmail = twoAddresses ? "twin" + number + "@home-" + number + ".example" : email;
      lead = "00Q%012dEAA".formatted(number);
      other = "00Q%012dEAA".formatted(10 + number);
    }

    List<String> facts() {
      var facts = new ArrayList<>(List.of(lead(lead, email, "2026-01-06T08:00:00Z"), lead(other, otherEmail, "2026-01-07T08:00:00Z")));
      facts.addAll(asks(lead, email, "2026-03-31T16:55:00Z"));
      if (!otherEmail.equals(email)) {
        facts.addAll(asks(other, otherEmail, "2026-03-31T16:55:30Z"));
      }
      return facts;
    }

    private static List<String> asks(String id, String email, String time) {
      String contact = id.replaceAll("\\D", "");
      return List.of(Shell.fact("eloqua", "contact-" + email + "@2026-01-06T09:00:00Z", "person", email, "2026-01-06T09:00:00Z",
              "{\"ids\":{\"eloqua\":\"" + contact + "\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\","
                  + "\"title\":\"Client Experience Director\",\"company\":\"Company\",\"country\":\"US\",\"phone\":\"+12025550100\"}"),
          Shell.submit(contact, email, time, "Customer care | Quote | Ask us", "{}"));
    }

    private static String lead(String id, String email, String time) {
      return Shell.fact("salesforce", "lead-" + id + "@" + time, "person", email, time,
          "{\"ids\":{\"salesforce\":\"" + id + "\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\",\"company\":\"Company\"}");
    }

    boolean isTheirs(String id) {
      return id.contains(email) || id.contains(otherEmail);
    }

    /** Does it, if the system lets them: what is deleted cannot be merged. */
    void act(RunPlace place, Act act) {
      try {
        switch (act) {
          case MERGE -> place.salesforce.merge("Lead", other, lead);
          case MERGE_BACK -> place.salesforce.merge("Lead", lead, other);
          case DELETE -> place.salesforce.delete("Lead", lead);
          case DELETE_OTHER -> place.salesforce.delete("Lead", other);
          case UNDELETE -> place.salesforce.undelete("Lead", lead);
          case CONVERT -> contact = place.salesforce.convert(lead, ACCOUNT);
          case DELETE_CONTACT -> place.salesforce.delete("Contact", contact);
          case UNDELETE_CONTACT -> place.salesforce.undelete("Contact", contact);
          case DELETE_IN_ELOQUA -> place.eloqua.contact(email).ifPresent(place.eloqua::delete);
        }
      } catch (IllegalArgumentException refused) {
        assertThat(refused.getMessage()).containsAnyOf("ENTITY_IS_DELETED", "CANNOT_UPDATE_CONVERTED_LEAD", "UNDELETE_FAILED",
            "INVALID_CROSS_REFERENCE_KEY");
      }
    }
  }

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  @Label("whatever_people_do_to_records_every_hand_off_is_told_once")
  void whatever_people_do_to_records_every_hand_off_is_told_once(@ForAll @Size(16) List<Act> acts) throws Exception {
    tell(acts, List.of(new Buyer(1, false), new Buyer(2, false)));
  }

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  @Label("of_people_whose_records_turn_out_to_be_one_no_hand_off_is_lost_or_doubled")
  void of_people_whose_records_turn_out_to_be_one_no_hand_off_is_lost_or_doubled(@ForAll @Size(16) List<Act> acts) throws Exception {
    tell(acts, List.of(new Buyer(1, true), new Buyer(2, true)));
  }

  private static void tell(List<Act> acts, List<Buyer> buyers) throws Exception {
    Path folder = Files.createTempDirectory("lost-records");
    try (var place = RunPlace.whereTimePasses(folder.resolve("place"), facts(folder, buyers)); Caravan caravan = place.open()) {
      caravan.start(false);
      List<Runnable> steps = List.of(() -> poll(caravan, place), caravan::process, caravan::deliver, () -> { });
      for (int i = 0; i < acts.size(); i++) {
        if (i % (acts.size() / STEPS) == 0) {
          steps.get(i / (acts.size() / STEPS)).run();
        }
        place.later(Duration.ofSeconds(2));
        buyers.get(i % buyers.size()).act(place, acts.get(i));
      }
      for (int i = 0; i < 3; i++) {
        place.later(Duration.ofMinutes(1));
        poll(caravan, place);
        caravan.process();
        caravan.deliver();
      }
      assertThat(caravan.troubles().all()).isEmpty();
      for (Buyer buyer : buyers) {
        toldOnce(place, caravan, buyer);
      }
    } finally {
      forget(folder);
    }
  }

  private static void toldOnce(RunPlace place, Caravan caravan, Buyer buyer) {
    Set<String> asked = new TreeSet<>(List.of("hand-off/" + buyer.email + "/1", "hand-off/" + buyer.otherEmail + "/1"));
    List<Outbox.Entry> told = caravan.outbox().entries(EnumSet.allOf(Outbox.State.class), 1_000).stream()
        .filter(entry -> entry.id().startsWith("salesforce:assignment/") && buyer.isTheirs(entry.id())).toList();
    assertThat(told).as("hand-offs, at most one a request").isNotEmpty().allSatisfy(entry -> {
      assertThat(asked).anyMatch(id -> entry.id().endsWith(id));
      assertThat(entry.state()).as(entry.reason()).isEqualTo(Outbox.State.SENT);
    });
    List<DeskView.HandedOver> desk = caravan.host().engine().desk(caravan.host().states(), caravan.journal().position()).handOffs().stream()
        .filter(each -> asked.contains(each.id())).toList();
    assertThat(desk).hasSameSizeAs(told);
    List<DeskView.HandedOver> open = desk.stream().filter(each -> !each.stands().startsWith("merged")).toList();
    assertThat(open).as("of one person one is open").isNotEmpty().extracting(DeskView.HandedOver::person).doesNotHaveDuplicates();
    List<Map<String, Object>> tasks = place.salesforce.records("Task").stream()
        .filter(task -> buyer.isTheirs(String.valueOf(task.get("Caravan_Key__c")))).toList();
    assertThat(tasks).as("a task that was deleted with its lead is not made anew").hasSizeLessThanOrEqualTo(told.size());
    assertThat(tasks).extracting(task -> task.get("Caravan_Key__c")).doesNotHaveDuplicates();
    assertThat(tasks).allSatisfy(task -> assertThat(List.of("Lead", "Contact"))
        .anyMatch(type -> place.salesforce.record(type, String.valueOf(task.get("WhoId"))) != null));
    assertThat(caravan.outbox().parked(100)).isEmpty();
  }

  private static void poll(Caravan caravan, RunPlace place) {
    try {
      caravan.pollOnce(place.clock);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path facts(Path folder, List<Buyer> buyers) throws IOException {
    var facts = new ArrayList<String>();
    facts.add(Shell.fact("salesforce", "user-" + REP + "@2026-01-05T08:00:00Z", "user", REP, "2026-01-05T08:00:00Z",
        "{\"name\":\"Ann Lind\",\"email\":\"ann@caravan.example\",\"active\":true,\"time_zone\":\"UTC\"}"));
    facts.add(Shell.fact("salesforce", "account-" + ACCOUNT + "@2026-01-05T08:00:00Z", "account", ACCOUNT, "2026-01-05T08:00:00Z",
        "{\"name\":\"Halden Health\",\"owner\":\"" + REP + "\"}"));
    buyers.forEach(buyer -> facts.addAll(buyer.facts()));
    return Files.write(folder.resolve("facts.ndjson"), facts);
  }

  private static void forget(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
