package dev.caravan.connectors.salesforce;

import dev.caravan.connectors.FindingsInMemory;
import dev.caravan.connectors.Overdue;
import dev.caravan.connectors.SystemFindings;
import dev.caravan.journal.Findings;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceComponent;

/**
 * What an org says when it is asked before anything is written: what the mapping needs and it lacks or hides, who has no e-mail,
 * and how much of the day's calls is left. Nothing is written, neither there nor here.
 *
 * @param findings what is missing
 * @param withoutEmail ids of active users who have none
 */
public record OrgInquiry(List<Findings.Finding> findings, List<String> withoutEmail, SalesforceConnector.Usage usage) {
  /** Objects that are written, each new and changed. */
  private static final Map<String, String> WRITTEN = Map.of("Lead", "hand-offs of people without a record", "Task", "all hand-offs",
      "Buying_Group__c", "buying groups", Members.TYPE, "members of buying groups");
  private static final String CHECK = "; permit it in the permission set (connectors/salesforce/README.md)";

  public OrgInquiry {
    findings = List.copyOf(findings);
    withoutEmail = List.copyOf(withoutEmail);
  }

  /**
   * Asks.
   *
   * @param camel one of its own, started
   * @throws RuntimeException with a sentence, if the org cannot be reached or refuses
   */
  public static OrgInquiry ask(CamelContext camel, SalesforceSettings settings, SalesforceMapping mapping, InstantSource clock) {
    SalesforceComponent component = SalesforceConnector.component(settings);
    camel.addComponent("salesforce", component);
    var heard = new FindingsInMemory();
    var findings = new SystemFindings("salesforce", heard);
    var calls = new Calls(camel.createProducerTemplate(), component, settings,
        Overdue.toldTo(findings, "caravan.salesforce.deadline-seconds", clock));
    var mapped = new MappedFields(mapping);
    var schemas = new SchemaReader(calls, mapped, new OrgChecks(mapping), findings, clock, () -> "");
    OrgSchema org = schemas.current();
    new LinkedHashMap<>(missing(org, new SalesforceFacts(mapping, "salesforce", () -> org))).forEach(findings::tell);
    String only = mapping.only("user");
    List<String> withoutEmail = calls.rows("SELECT Id FROM User WHERE IsActive = true AND Email = null"
        + (only.isEmpty() ? "" : " AND (" + only + ")")).stream().map(row -> row.path("Id").asText()).toList();
    return new OrgInquiry(heard.all(), withoutEmail, calls.usage());
  }

  private static Map<String, String> missing(OrgSchema org, SalesforceFacts facts) {
    var missing = new LinkedHashMap<String, String>();
    for (Stream stream : facts.streams()) {
      String why = facts.missing(stream);
      if (!why.isEmpty()) {
        missing.put("stream " + stream.word(), why + "; " + stream.word() + " records cannot be read" + CHECK);
      }
    }
    WRITTEN.keySet().stream().sorted().forEach(name -> {
      if (org.lacksObject(name)) {
        missing.put("object " + name, "Salesforce has no object " + name + ", or hides it from Caravan's user, and "
            + WRITTEN.get(name) + " need it" + CHECK);
      }
      org.object(name).filter(object -> !object.createable() || !object.updateable()).ifPresent(object ->
          missing.put("object " + name, "Salesforce does not let Caravan's user " + (object.createable() ? "edit" : "create") + " " + name
              + " records, and " + WRITTEN.get(name) + " need it" + CHECK));
    });
    return missing;
  }
}
