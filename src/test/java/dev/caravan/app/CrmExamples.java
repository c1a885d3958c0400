package dev.caravan.app;

import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Ten records, ten tasks and five buying groups as an org shows them, for the page of those who work in Salesforce. */
final class CrmExamples {
  static final Path PAGE = Path.of("docs/crm-user.md");
  static final String BEGIN = "<!-- What follows is written anew by DemoTest. -->";
  private static final int RECORDS = 10;
  private static final int TASKS = 10;
  private static final int GROUPS = 5;

  private CrmExamples() {}

  static String of(SalesforceStandIn org) {
    var text = new StringBuilder();
    text.append("\n## Ten records\n\nName, title and company, the fields, and *Caravan Reason*.\n\n");
    records(org).forEach(each -> text.append("- **").append(name(each)).append("**").append(listed(each, "Title", "Company")).append(". Rating ")
        .append(value(each, "Caravan_Cell__c")).append(", stage ").append(value(each, "Caravan_Stage__c")).append(", ")
        .append(value(each, "Caravan_Posture__c")).append(".\n  ").append(value(each, "Caravan_Reason__c")).append("\n"));
    text.append("\n## Ten tasks\n\nThe subject, and the description.\n");
    tasks(org).forEach(each -> text.append("\n**").append(value(each, "Subject")).append("**\n").append(quoted(value(each, "Description"))));
    text.append("\n## Five buying groups\n\nThe name, and *Summary*.\n");
    groups(org).forEach(each -> text.append("\n**").append(value(each, "Name")).append("**\n").append(quoted(value(each, "Summary__c"))));
    return text.toString();
  }

  /** Two of each letter, those of most interest; then whoever is next. */
  private static List<Map<String, Object>> records(SalesforceStandIn org) {
    List<Map<String, Object>> all = Stream.concat(org.records("Lead").stream(), org.records("Contact").stream())
        .filter(each -> !value(each, "Caravan_Reason__c").isEmpty() && !Boolean.TRUE.equals(each.get("IsConverted")))
        .sorted(Comparator.comparing((Map<String, Object> each) -> -Double.parseDouble(value(each, "Caravan_Interest__c")))
            .thenComparing(CrmExamples::name)).toList();
    var chosen = new ArrayList<Map<String, Object>>();
    for (String letter : List.of("A", "B", "C", "D", "E")) {
      all.stream().filter(each -> value(each, "Caravan_Rating__c").equals(letter)).limit(2).forEach(chosen::add);
    }
    all.stream().filter(each -> !chosen.contains(each)).limit(Math.max(0, RECORDS - chosen.size())).forEach(chosen::add);
    return chosen;
  }

  /** At most two that begin alike, so that each kind is seen. */
  private static List<Map<String, Object>> tasks(SalesforceStandIn org) {
    List<Map<String, Object>> all = org.records("Task").stream().filter(each -> !value(each, "Caravan_Key__c").isEmpty())
        .sorted(Comparator.comparing((Map<String, Object> each) -> value(each, "Subject"))).toList();
    var chosen = new ArrayList<Map<String, Object>>();
    for (int alike = 2; chosen.size() < TASKS && alike < all.size(); alike++) {
      var kinds = new ArrayList<String>();
      chosen.clear();
      for (Map<String, Object> each : all) {
        String kind = kind(each);
        if (kinds.stream().filter(kind::equals).count() < alike && chosen.size() < TASKS) {
          kinds.add(kind);
          chosen.add(each);
        }
      }
    }
    return chosen;
  }

  private static String kind(Map<String, Object> task) {
    String key = value(task, "Caravan_Key__c");
    return (key.startsWith("closed/") ? "closed " : "") + value(task, "Subject").split("[ :]")[0] + key.replaceFirst("^closed/", "").split("/")[0]
        + (key.contains("|") ? " group" : "");
  }

  private static List<Map<String, Object>> groups(SalesforceStandIn org) {
    var levels = new HashSet<String>();
    List<Map<String, Object>> all = org.records("Buying_Group__c").stream().filter(each -> !value(each, "Summary__c").isEmpty())
        .sorted(Comparator.comparing((Map<String, Object> each) -> -value(each, "Summary__c").length()).thenComparing(each -> value(each, "Name"))).toList();
    var chosen = new ArrayList<Map<String, Object>>(all.stream().filter(each -> levels.add(value(each, "Level__c"))).limit(GROUPS).toList());
    all.stream().filter(each -> !chosen.contains(each)).limit(Math.max(0, GROUPS - chosen.size())).forEach(chosen::add);
    return chosen;
  }

  private static String name(Map<String, Object> row) {
    return (value(row, "FirstName") + " " + value(row, "LastName")).strip();
  }

  private static String listed(Map<String, Object> row, String... fields) {
    var text = new StringBuilder();
    for (String field : fields) {
      text.append(value(row, field).isEmpty() ? "" : ", " + value(row, field));
    }
    return text.toString();
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\n");
    text.lines().forEach(line -> quoted.append(("> " + line).stripTrailing()).append(line.isEmpty() ? "\n" : "\\\n"));
    return quoted.toString().replaceFirst("\\\\\n$", "\n");
  }

  private static String value(Map<String, Object> row, String field) {
    Object value = row.get(field);
    return value == null ? "" : value.toString();
  }
}
