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
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Responses to campaigns, as statuses of their members.
 *
 * <p>Members and the statuses of their campaigns are read first, in one call. A status goes up the campaign's order only, so
 * that a second delivery writes nothing and what a rep set further up stays; where somebody is in the campaign as on a
 * nurture programme (Enrolled, Left), any response is further up.
 */
final class ResponseWriter implements Writer {
  private static final int PART = 100;
  private static final Pattern CAMPAIGN = Pattern.compile("701[A-Za-z0-9]{12}([A-Za-z0-9]{3})?");

  private final Calls calls;
  private final People people;
  private final BiFunction<String, String, Optional<String>> campaigns;

  /** Somebody responded. */
  private record Answer(Item item, String campaign, Who who, List<String> statuses) {}

  /** A status of a campaign's members, and its place in the campaign's order. */
  private record Status(String campaign, String label, long order) {
    /** Whether a member who has this status may get the other. */
    boolean isBelow(Status other) {
      return isNurtures() ? !other.isNurtures() : order < other.order;
    }

    private boolean isNurtures() {
      return label.equalsIgnoreCase(CampaignMembers.ENROLLED) || label.equalsIgnoreCase(CampaignMembers.LEFT);
    }
  }

  /** What one member is to be, for all items that say so. */
  private record Goal(List<Item> items, String campaign, Who who, Status status) {
    Goal and(Goal other) {
      var all = new ArrayList<>(items);
      all.addAll(other.items);
      return new Goal(all, campaign, who, status.isBelow(other.status) ? other.status : status);
    }
  }

  /**
   * Writes through these calls.
   *
   * @param campaigns the CRM's id of a campaign by a source and the id it has there
   */
  ResponseWriter(Calls calls, People people, BiFunction<String, String, Optional<String>> campaigns) {
    this.calls = calls;
    this.people = people;
    this.campaigns = campaigns;
  }

  @Override
  public Set<Decision.Kind> kinds() {
    return Set.of(Decision.Kind.RESPONSE);
  }

  @Override
  public void write(Batch batch) {
    var answers = new ArrayList<Answer>();
    var known = new HashMap<String, Optional<String>>();
    for (Item item : batch.items()) {
      Who who = batch.who(people, item.key(), Payload.text(item.payload(), "email"));
      String named = Payload.text(item.payload(), "campaign");
      String source = Payload.text(item.payload(), "source");
      if (who.nobody()) {
        batch.settle(item, new Delivery.Held(Who.NO_RECORD));
        continue;
      }
      Optional<String> campaign = CAMPAIGN.matcher(named).matches() ? Optional.of(named)
          : known.computeIfAbsent(source + "/" + named, each -> campaigns.apply(source, named)
              .filter(id -> CAMPAIGN.matcher(id).matches()));
      if (campaign.isEmpty()) {
        batch.settle(item, new Delivery.Held("campaign " + named + " of " + source + " is linked to no campaign of Salesforce;"
            + " link it there, then requeue"));
      } else {
        answers.add(new Answer(item, campaign.get(), who,
            Payload.list(item.payload(), "statuses").stream().map(String::valueOf).toList()));
      }
    }
    for (int from = 0; from < answers.size(); from += PART) {
      write(batch, answers.subList(from, Math.min(answers.size(), from + PART)));
    }
  }

  private void write(Batch batch, List<Answer> answers) {
    List<List<JsonNode>> found = calls.askAll(List.of(
        "SELECT CampaignId, Label, SortOrder FROM CampaignMemberStatus WHERE CampaignId IN "
            + Soql.in(Org.distinct(answers.stream().map(Answer::campaign))),
        CampaignMembers.query(answers.stream().map(Answer::campaign), answers.stream().map(Answer::who).toList())));
    List<Status> statuses = found.get(0).stream().map(row -> new Status(row.path("CampaignId").asText(),
        row.path("Label").asText(""), row.path("SortOrder").asLong())).toList();
    var changed = new LinkedHashMap<Goal, Map<String, Object>>();
    var created = new LinkedHashMap<Goal, Map<String, Object>>();
    for (Goal goal : goals(batch, answers, statuses)) {
      List<JsonNode> members = found.get(1).stream().filter(row -> CampaignMembers.is(row, goal.campaign(), goal.who())).toList();
      Map<String, Object> row = Payload.row("CampaignMember");
      if (members.isEmpty()) {
        row.put("CampaignId", goal.campaign());
        row.put(goal.who().contact().isEmpty() ? "LeadId" : "ContactId", goal.who().first());
        row.put("Status", goal.status().label());
        created.put(goal, row);
      } else if (members.stream().allMatch(member -> status(statuses, goal.campaign(), member.path("Status").asText(""))
          .filter(now -> now.isBelow(goal.status())).isPresent())) {
        row.put("id", members.get(0).path("Id").asText());
        row.put("Status", goal.status().label());
        changed.put(goal, row);
      } else {
        settle(batch, goal, new Delivery.Unchanged(members.get(0).path("Id").asText()));
      }
    }
    settle(batch, changed, changed.isEmpty() ? List.of() : calls.update(batch, List.copyOf(changed.values())));
    settle(batch, created, created.isEmpty() ? List.of() : calls.create(batch, List.copyOf(created.values())));
  }

  /** One goal a member: of several responses the one furthest up counts. */
  private static List<Goal> goals(Batch batch, List<Answer> answers, List<Status> statuses) {
    var goals = new LinkedHashMap<String, Goal>();
    for (Answer answer : answers) {
      Optional<Status> wanted = answer.statuses().stream()
          .flatMap(label -> status(statuses, answer.campaign(), label).stream()).findFirst();
      if (wanted.isPresent()) {
        goals.merge(answer.campaign().substring(0, 15) + answer.who().first(),
            new Goal(List.of(answer.item()), answer.campaign(), answer.who(), wanted.get()), Goal::and);
      } else if (statuses.stream().noneMatch(status -> Org.same(status.campaign(), answer.campaign()))) {
        batch.settle(answer.item(), new Delivery.Held("Salesforce has no campaign " + answer.campaign()
            + ", or does not show it to Caravan's user; mend that, then requeue"));
      } else {
        batch.settle(answer.item(), new Delivery.Held("campaign " + answer.campaign() + " has no member status "
            + String.join(" or ", answer.statuses()) + "; add one, or name another under responses in config/nurture.yaml"));
      }
    }
    return List.copyOf(goals.values());
  }

  private static Optional<Status> status(List<Status> statuses, String campaign, String label) {
    return statuses.stream().filter(status -> status.label().equalsIgnoreCase(label) && Org.same(status.campaign(), campaign))
        .findFirst();
  }

  private static void settle(Batch batch, Map<Goal, Map<String, Object>> written, List<RowResult> results) {
    int at = 0;
    for (Goal goal : written.keySet()) {
      RowResult result = results.get(at++);
      if (result.ok()) {
        settle(batch, goal, new Delivery.Sent(result.id()));
      } else if (result.code().equals("DUPLICATE_VALUE")) {
        // Somebody else made the member in between; the next look finds it.
        settle(batch, goal, new Delivery.TryLater(Problem.REMOTE, result.sentence()));
      } else {
        goal.items().forEach(item -> batch.refuse(item, result));
      }
    }
  }

  private static void settle(Batch batch, Goal goal, Delivery delivery) {
    goal.items().forEach(item -> batch.settle(item, delivery));
  }
}
