package dev.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.audit.RecordTruth;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.model.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;

/** At any moment of any history nothing that people read contradicts anything else: each check of the audit is one promise. */
class TruthProperties {
  private static final Pipeline ENGINE = Given.engine();
  private static final List<String> NAMES = List.of("Ann", "Bob", "Cid", "Dana");
  private static final List<String> DOES = List.of("White paper", "Webinar", "Testimonial", "Demo", "Quote", "Pricing", "Page", "Careers",
      "accepted", "rejected", "title", "student");
  private static final Map<String, String> FIELDS = fields();
  private final AtomicInteger read = new AtomicInteger();

  private static Map<String, String> fields() {
    var fields = new HashMap<String, String>();
    for (String word : List.of("Fit", "Interest", "Rating", "Cell", "Stage", "Posture", "Solution", "Reason", "Explanation")) {
      fields.put(word.toLowerCase(Locale.ROOT), "Caravan_" + word + "__c");
    }
    fields.put("as_of", "Caravan_As_Of__c");
    return fields;
  }

  /** What one of four colleagues does. */
  record Deed(int who, String what, String solution, int hour) {}

  @Provide
  Arbitrary<List<Deed>> histories() {
    return Combinators.combine(Arbitraries.integers().between(0, 3), Arbitraries.of(DOES),
        Arbitraries.of("Customer care", "Customer care", "Payments"), Arbitraries.integers().between(0, 24 * 60)).as(Deed::new)
        .list().ofMinSize(1).ofMaxSize(14);
  }

  private static Given tell(List<Deed> history) {
    var market = new Given(ENGINE);
    market.targetAccount("001A", "halden.example");
    var people = new ArrayList<Given.Who>();
    for (String name : NAMES) {
      people.add(market.person(name.toLowerCase(Locale.ROOT) + "@halden.example").saysAt(-Given.hours(1), "first_name", name, "last_name",
          "Reyes", "company", "Halden Health", "title", "Support Manager").isContactOf("001A"));
    }
    for (int i = 0; i < history.size(); i++) {
      Deed deed = history.get(i);
      Given.Who who = people.get(deed.who());
      long at = Given.hours(deed.hour()) + i;
      switch (deed.what()) {
        case "accepted" -> who.salesSay("accepted", "", at);
        case "rejected" -> who.salesSay("rejected", "not-ready", at);
        case "title" -> who.saysAt(at, "title", "Chief Executive Officer", "country", "US", "industry", "Healthcare", "employees", "5000");
        case "student" -> who.saysAt(at, "title", "Student");
        case "Pricing", "Page", "Careers" -> who.views(deed.solution() + " | " + deed.what() + " | Seen", at);
        default -> who.takes(deed.solution() + " | " + deed.what() + " | Taken", at);
      }
    }
    return market;
  }

  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void nothing_that_people_read_contradicts_anything_else(@ForAll("histories") List<Deed> history, @ForAll @IntRange(max = 24 * 100) int hour) {
    var outcome = tell(history).outcome(Given.hours(hour));
    assertThat(outcome.poisoned()).isEmpty();
    var leads = new LinkedHashMap<String, Map<String, Object>>();
    var groups = new LinkedHashMap<String, Map<String, Object>>();
    var tasks = new LinkedHashMap<String, Map<String, Object>>();
    for (Decision decision : outcome.decisions()) {
      if (decision instanceof Decision.Score score) {
        var lead = new HashMap<String, Object>(Map.of("Id", score.email()));
        FIELDS.forEach((word, field) -> lead.put(field, score.shown().get(word)));
        leads.put(score.subject(), lead);
      } else if (decision instanceof Decision.Group group) {
        groups.put(group.subject(), Map.of("Id", group.subject(), "Name", group.name(), "Account__c", group.account(), "Level__c", group.level(),
            "First_Person__c", group.firstPerson(), "Missing_Roles__c", String.join("; ", group.missingRoles()), "Summary__c", group.summary()));
      } else if (decision instanceof Decision.Assignment assignment) {
        task(tasks, assignment.handOff(), "Not Started");
      } else if (decision instanceof Decision.Notice notice && notice.what().endsWith("-closed")) {
        List<String> over = new ArrayList<>(List.of(notice.about() + "/reminder", notice.about() + "/escalation"));
        over.addAll(notice.what().equals("task-closed") ? List.of(notice.about()) : List.of());
        over.forEach(key -> tasks.computeIfPresent(key, (same, task) -> with(task, "Status", "Completed")));
      } else if (decision instanceof Decision.Notice notice && !notice.what().equals("appended")) {
        task(tasks, notice.task(), "Not Started");
      }
    }
    RecordTruth.Verdict verdict = RecordTruth.of(Map.of("Lead", List.copyOf(leads.values()), "Buying_Group__c", List.copyOf(groups.values()),
        "Task", List.copyOf(tasks.values()), "Account", List.of(Map.of("Id", "001A", "Name", "Halden Health"))));
    assertThat(verdict.contradictions()).as(leads + "\n" + groups + "\n" + tasks).isEmpty();
    read.addAndGet(verdict.read());
  }

  private static void task(Map<String, Map<String, Object>> tasks, Decision.HandOff of, String status) {
    tasks.put(of.id(), Map.of("Id", of.id(), "Caravan_Key__c", of.id(), "Subject", of.action(), "Description", of.text(), "Status", status));
  }

  private static Map<String, Object> with(Map<String, Object> row, String field, Object value) {
    var changed = new HashMap<>(row);
    changed.put(field, value);
    return changed;
  }

  @AfterProperty
  void enough_was_read() {
    assertThat(read).hasValueGreaterThan(1_000);
  }
}
