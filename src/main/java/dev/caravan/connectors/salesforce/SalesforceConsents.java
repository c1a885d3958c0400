package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.connectors.ConsentGate;
import dev.caravan.journal.People;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What leads and contacts in Salesforce say of people's e-mail consent as of now. */
final class SalesforceConsents implements ConsentGate.Source {
  private static final int PART = 200;

  private final Calls calls;
  private final SalesforceMapping mapping;
  private final People people;

  SalesforceConsents(Calls calls, SalesforceMapping mapping, People people) {
    this.calls = calls;
    this.mapping = mapping;
    this.people = people;
  }

  @Override
  public Set<String> optedOut(Collection<String> persons) throws ConsentGate.NotRead {
    SalesforceMapping.Target field = mapping.writes("consent").get("email");
    if (field == null) {
      return Set.of();
    }
    var known = new LinkedHashMap<String, Who>();
    persons.forEach(person -> {
      Who who = Who.of(people, person, "");
      if (!who.nobody()) {
        known.put(person, who);
      }
    });
    var out = new HashSet<String>();
    List<String> ids = List.copyOf(known.keySet());
    try {
      for (int from = 0; from < ids.size(); from += PART) {
        part(ids.subList(from, Math.min(ids.size(), from + PART)), known, field.field(), out);
      }
    } catch (CallFailed e) {
      throw new ConsentGate.NotRead(e.why(), e);
    }
    return out;
  }

  private void part(List<String> persons, Map<String, Who> known, String field, Set<String> out) {
    var queries = new ArrayList<String>();
    List<Who> all = persons.stream().flatMap(person -> Optional.ofNullable(known.get(person)).stream()).toList();
    var objects = new LinkedHashMap<String, List<String>>();
    objects.put("Lead", Org.distinct(all.stream().map(Who::lead)));
    objects.put("Contact", Org.distinct(all.stream().map(Who::contact)));
    for (Map.Entry<String, List<String>> object : objects.entrySet()) {
      if (!object.getValue().isEmpty()) {
        queries.add("SELECT Id, " + field + " FROM " + object.getKey() + " WHERE Id IN " + Soql.in(object.getValue()));
      }
    }
    for (List<JsonNode> rows : shown(queries)) {
      for (JsonNode row : rows) {
        String id = row.path("Id").asText();
        if (row.path(field).asBoolean()) {
          persons.stream().filter(person -> is(known.get(person), id)).forEach(out::add);
        }
      }
    }
  }

  /** An object that does not show the field says nothing of consent; that it does not is a finding of its own. */
  private List<List<JsonNode>> shown(List<String> queries) {
    try {
      return calls.askAll(queries);
    } catch (CallFailed failure) {
      if (!failure.isRefusedQuery()) {
        throw failure;
      }
      return queries.size() == 1 ? List.of() : queries.stream().flatMap(each -> shown(List.of(each)).stream()).toList();
    }
  }

  private static boolean is(@org.jspecify.annotations.Nullable Who who, String id) {
    return who != null && (Org.same(who.lead(), id) || Org.same(who.contact(), id));
  }
}
