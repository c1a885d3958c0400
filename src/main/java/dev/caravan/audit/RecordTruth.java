package dev.caravan.audit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the CRM shows as a person would, and looks for places where one text contradicts another, or a field: it knows
 * the records alone, and nothing of how they were written.
 */
public final class RecordTruth {
  private static final Pattern REASON = Pattern.compile("Interest (-?[\\d.]+), fit ([\\d.]+), rating (\\w) \\((\\w\\d)\\)");
  private static final Pattern WHOLE = Pattern.compile(": rating (\\w) \\((\\w\\d)\\)");
  private static final Pattern SUM = Pattern.compile("(?m)^Interest (-?\\d+\\.\\d)[,.]");
  private static final Pattern PART = Pattern.compile("(?m)^ *([+-]\\d+\\.\\d)  ");
  private static final Pattern LIFT = Pattern.compile("\\bFor (?:an MQL, and )?an? ([A-E]): ");
  private static final Pattern FIRST = Pattern.compile("(?m)^First: ([^,(]+?)(?:,| \\()");
  private static final Pattern DATE = Pattern.compile("(?<!until )\\b(\\d{1,2} [A-Z][a-z]{2} \\d{4})\\b");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  /** What is written for machines: ids, moments, reasons and tests by their code. */
  private static final Pattern CODE = Pattern.compile("\\b(?:001|003|005|006|00Q|00G)[A-Za-z0-9]{12}(?:[A-Z]{3})?\\b"
      + "|\\d{4}-\\d\\d-\\d\\dT|\\b(?:touch-guard|poor-fit|no-consent|hand-raise|interest-fell)\\b|interest >=");
  private static final Set<String> QUALIFIED = Set.of("mql", "sal", "sql", "opportunity", "won");
  private static final Set<String> LEVELS = Set.of("dormant", "emerging", "active", "hot");
  private static final int LONG = 32_768;
  private static final String KEY = "Caravan_Key__c";

  /**
   * One text against another.
   *
   * @param kind which check it failed, such as {@code first-person}
   * @param where object and id of the record
   * @param says what contradicts what, without a name of anybody
   */
  public record Contradiction(String kind, String where, String says) {}

  private final Map<String, List<Map<String, Object>>> records;
  private final Map<String, Map<String, Object>> byId = new HashMap<>();
  private final List<Contradiction> found = new ArrayList<>();
  private int read;

  private RecordTruth(Map<String, List<Map<String, Object>>> records) {
    this.records = records;
    records.values().forEach(rows -> rows.forEach(row -> byId.put(text(row, "Id"), row)));
  }

  /**
   * What the records said.
   *
   * @param read how many of them had something to read
   */
  public record Verdict(int read, List<Contradiction> contradictions) {
    private static final int LISTED = 5;

    public Verdict {
      contradictions = List.copyOf(contradictions);
    }

    /** How many there are, and the first of them, for people. */
    public List<String> lines() {
      var lines = new ArrayList<String>();
      lines.add(String.format(Locale.ROOT, "%,d contradictions in %,d records that Salesforce shows", contradictions.size(), read));
      contradictions.stream().limit(LISTED).forEach(each -> lines.add("  " + each.where() + ", " + each.kind() + ": " + each.says()));
      return lines;
    }
  }

  /** Reads records, by object: {@code Lead, Contact, Account, Task, Buying_Group__c}. */
  public static Verdict of(Map<String, List<Map<String, Object>>> records) {
    var truth = new RecordTruth(records);
    truth.rows("Lead").forEach(row -> truth.person("Lead", row));
    truth.rows("Contact").forEach(row -> truth.person("Contact", row));
    truth.rows("Buying_Group__c").forEach(truth::group);
    truth.rows("Task").forEach(truth::task);
    return new Verdict(truth.read, truth.found);
  }

  /**
   * The same, and a sales manager's count of hand-offs against that of a report.
   *
   * @param report how many hand-offs of each outcome (open, accepted, turned back, expired, closed otherwise), by the id of their owner
   */
  public static Verdict of(Map<String, List<Map<String, Object>>> records, Map<String, Map<String, Long>> report) {
    Verdict verdict = of(records);
    var found = new ArrayList<>(verdict.contradictions());
    SalesCount.differences(SalesCount.of(records), report).forEach(says -> found.add(new Contradiction("hand-offs", "report hand-offs", says)));
    return new Verdict(verdict.read(), found);
  }

  private List<Map<String, Object>> rows(String object) {
    return records.getOrDefault(object, List.of());
  }

  private void person(String object, Map<String, Object> row) {
    String reason = text(row, "Caravan_Reason__c");
    String whole = text(row, "Caravan_Explanation__c");
    if (reason.isEmpty() && whole.isEmpty()) {
      return;
    }
    read++;
    String where = object + " " + text(row, "Id");
    Matcher brief = REASON.matcher(reason);
    check("reason", where, brief.find() && same(brief.group(1), row, "Caravan_Interest__c")
        && same(brief.group(2), row, "Caravan_Fit__c") && brief.group(3).equals(text(row, "Caravan_Rating__c"))
        && brief.group(4).equals(text(row, "Caravan_Cell__c")), "the reason's numbers are not those of the fields");
    Matcher letter = WHOLE.matcher(whole);
    check("explanation", where, letter.find() && letter.group(1).equals(text(row, "Caravan_Rating__c"))
        && letter.group(2).equals(text(row, "Caravan_Cell__c")), "the explanation's rating is not the field's");
    Matcher sum = SUM.matcher(whole);
    check("sum", where, sum.find() && same(sum.group(1), row, "Caravan_Interest__c"), "the explanation's interest is not the field's");
    BigDecimal parts = BigDecimal.ZERO;
    for (Matcher part = PART.matcher(whole); part.find(); ) {
      parts = parts.add(new BigDecimal(part.group(1)));
    }
    check("parts", where, same(parts.toPlainString(), row, "Caravan_Interest__c"), "the parts shown do not add up to the interest");
    for (String text : List.of(reason, whole)) {
      check("stage", where, !QUALIFIED.contains(text(row, "Caravan_Stage__c")) || !text.contains("For an MQL"),
          "it says what is missing for an MQL of somebody who is one");
      for (Matcher lift = LIFT.matcher(text); lift.find(); ) {
        check("lift", where, lift.group(1).compareTo(text(row, "Caravan_Rating__c")) < 0, "what is said to lift is for no better rating");
      }
      words(where, text);
    }
    fits(where, row, Map.of("Caravan_Reason__c", 255, "Caravan_Explanation__c", LONG));
    older(where, whole, text(row, "Caravan_As_Of__c"));
  }

  private void fits(String where, Map<String, Object> row, Map<String, Integer> lengths) {
    lengths.forEach((field, length) -> check("fits", where, text(row, field).length() <= length, "the text of " + field + " is longer than its field"));
  }

  private void group(Map<String, Object> row) {
    read++;
    String where = "Buying_Group__c " + text(row, "Id");
    String summary = text(row, "Summary__c");
    Matcher first = FIRST.matcher(summary);
    String named = first.find() ? first.group(1) : "";
    check("first-person", where, named.equals(text(row, "First_Person__c")), "the summary names another first person than the field");
    Map<String, Object> account = byId.getOrDefault(text(row, "Account__c"), Map.of());
    check("name", where, text(row, "Name").startsWith(shortened(text(account, "Name"))), "it is not called as its account");
    String level = text(row, "Level__c");
    check("level", where, !LEVELS.contains(level) || summary.isEmpty() || summary.contains("(" + level + ")"),
        "the summary's level is not the field's");
    for (String role : text(row, "Missing_Roles__c").split("; *")) {
      check("roles", where, role.isEmpty() || summary.contains(role), "the summary does not name a role that the field says is missing");
    }
    fits(where, row, Map.of("Name", 80, "First_Person__c", 255, "Summary__c", LONG));
    words(where, summary);
    words(where, text(row, "Name"));
  }

  private void task(Map<String, Object> row) {
    String key = text(row, KEY);
    if (key.isEmpty()) {
      return;
    }
    read++;
    String where = "Task " + text(row, "Id");
    check("stage", where, !(text(row, "Description").contains(", stage MQL,") && text(row, "Description").contains("For an MQL")),
        "it says what is missing for an MQL of somebody who is one");
    fits(where, row, Map.of("Subject", 255, "Description", 32_000));
    words(where, text(row, "Subject"));
    words(where, text(row, "Description"));
    check("subject", where, !text(row, "Subject").isBlank(), "it has no subject");
    Map<String, Object> who = byId.getOrDefault(text(row, "WhoId"), Map.of());
    check("subject", where, who.isEmpty() || text(row, "Subject").contains(text(who, "LastName")), "its subject does not name whom it is about");
    boolean word = key.endsWith("/reminder") || key.endsWith("/escalation");
    if (word && !isClosed(row)) {
      String about = key.substring(0, key.lastIndexOf('/'));
      check("left-over", where, rows("Task").stream().anyMatch(task -> text(task, KEY).equals(about) && !isClosed(task)),
          "it reminds of a hand-off whose task is done");
    }
  }

  private static boolean isClosed(Map<String, Object> task) {
    return text(task, "Status").equals("Completed");
  }

  /** Nothing in a text happened after it was written. */
  private void older(String where, String text, String stamp) {
    if (stamp.length() < 10) {
      return;
    }
    LocalDate written = LocalDate.parse(stamp.substring(0, 10));
    for (Matcher date = DATE.matcher(text); date.find(); ) {
      check("younger", where, !LocalDate.parse(date.group(1), DAY).isAfter(written), "it tells of something after its own stamp");
    }
  }

  private void words(String where, String text) {
    Matcher code = CODE.matcher(text);
    check("words", where, !code.find(), "it shows an id, a moment or a word as machines write them");
  }

  private void check(String kind, String where, boolean holds, String says) {
    if (!holds) {
      found.add(new Contradiction(kind, where, says));
    }
  }

  private static String shortened(String name) {
    return name.length() > 60 ? name.substring(0, 60) : name;
  }

  private static boolean same(String number, Map<String, Object> row, String field) {
    Object value = row.get(field);
    return value != null && new BigDecimal(number).compareTo(new BigDecimal(value.toString())) == 0;
  }

  private static String text(Map<String, Object> row, String field) {
    Object value = row.get(field);
    return value == null ? "" : value.toString();
  }
}
