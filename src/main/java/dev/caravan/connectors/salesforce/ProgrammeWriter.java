package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.journal.People;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.outbox.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Places in nurture programmes, as members of the campaign {@code caravan-<programme>} with the status Enrolled or
 * Left.
 *
 * <p>Members are looked up first: one that has responded keeps its status, and one that is as wanted is not written.
 * People leave before they enter; whoever cannot be taken out of one programme is not put into the next.
 */
final class ProgrammeWriter implements Writer {
  private static final String ENROLLED = CampaignMembers.ENROLLED;
  private static final String LEFT = CampaignMembers.LEFT;
  private static final int PART = 100;

  private final Calls calls;
  private final People people;
  private final Org org;

  private record Place(Item item, String campaign, Who who, String status) {}

  ProgrammeWriter(Calls calls, People people, Org org) {
    this.calls = calls;
    this.people = people;
    this.org = org;
  }

  @Override
  public Set<Decision.Kind> kinds() {
    return Set.of(Decision.Kind.ENROLMENT, Decision.Kind.LEAVE);
  }

  @Override
  public void write(Batch batch) {
    var places = new ArrayList<Place>();
    for (Item item : batch.items()) {
      Who who = batch.who(people, item.key(), Payload.text(item.payload(), "email"));
      String programme = Payload.text(item.payload(), "programme");
      if (who.nobody()) {
        batch.settle(item, new Delivery.Held(Who.NO_RECORD));
        continue;
      }
      String campaign = org.campaign(programme).orElse("");
      if (campaign.isEmpty()) {
        batch.refuse(item, new RowResult("", "CAMPAIGN_MISSING", "Salesforce has no campaign caravan-" + programme, List.of()));
      } else {
        boolean in = item.payload().containsKey("in") ? Payload.yes(item.payload(), "in")
            : item.kind() == Decision.Kind.ENROLMENT;
        places.add(new Place(item, campaign, who, in ? ENROLLED : LEFT));
      }
    }
    List<Place> leaving = places.stream().filter(place -> place.status().equals(LEFT)).toList();
    List<Place> entering = places.stream().filter(place -> !place.status().equals(LEFT)).toList();
    write(batch, leaving);
    var stuck = new HashMap<String, Item>();
    leaving.stream().map(Place::item).filter(batch::isRecordStuck).forEach(item -> stuck.putIfAbsent(item.key(), item));
    for (Place place : entering) {
      Item before = stuck.get(place.item().key());
      if (before != null) {
        batch.behind(place.item(), before);
      }
    }
    write(batch, entering.stream().filter(place -> batch.isOpen(place.item())).toList());
  }

  private void write(Batch batch, List<Place> places) {
    for (int from = 0; from < places.size(); from += PART) {
      writePart(batch, places.subList(from, Math.min(places.size(), from + PART)));
    }
  }

  private void writePart(Batch batch, List<Place> places) {
    List<JsonNode> members = members(places);
    var changed = new LinkedHashMap<Place, Map<String, Object>>();
    var created = new LinkedHashMap<Place, Map<String, Object>>();
    for (Place place : places) {
      JsonNode member = member(members, place);
      if (member == null && place.status().equals(LEFT)) {
        batch.settle(place.item(), new Delivery.Unchanged(""));
      } else if (member == null) {
        Map<String, Object> row = Payload.row("CampaignMember");
        row.put("CampaignId", place.campaign());
        row.put(place.who().contact().isEmpty() ? "LeadId" : "ContactId", place.who().first());
        row.put("Status", place.status());
        created.put(place, row);
      } else if (member.path("HasResponded").asBoolean() || member.path("Status").asText("").equals(place.status())) {
        batch.settle(place.item(), new Delivery.Unchanged(member.path("Id").asText()));
      } else {
        Map<String, Object> row = Payload.row("CampaignMember");
        row.put("id", member.path("Id").asText());
        row.put("Status", place.status());
        changed.put(place, row);
      }
    }
    settle(batch, changed, changed.isEmpty() ? List.of() : calls.update(batch, List.copyOf(changed.values())));
    settle(batch, created, created.isEmpty() ? List.of() : calls.create(batch, List.copyOf(created.values())));
  }

  private List<JsonNode> members(List<Place> places) {
    return calls.rows(CampaignMembers.query(places.stream().map(Place::campaign), places.stream().map(Place::who).toList()));
  }

  private static @Nullable JsonNode member(List<JsonNode> members, Place place) {
    return members.stream().filter(row -> CampaignMembers.is(row, place.campaign(), place.who())).findFirst().orElse(null);
  }

  private static void settle(Batch batch, Map<Place, Map<String, Object>> written, List<RowResult> results) {
    int at = 0;
    for (Place place : written.keySet()) {
      RowResult result = results.get(at++);
      if (result.ok()) {
        batch.settle(place.item(), new Delivery.Sent(result.id()));
      } else if (result.code().equals("DUPLICATE_VALUE")) {
        // Somebody else made the member in between; the next look finds it.
        batch.settle(place.item(), new Delivery.TryLater(Problem.REMOTE, result.sentence()));
      } else {
        batch.refuse(place.item(), result);
      }
    }
  }
}
