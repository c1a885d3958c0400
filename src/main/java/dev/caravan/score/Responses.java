package dev.caravan.score;

import dev.caravan.engine.GoLive;
import dev.caravan.engine.Turn;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.nurture.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tells the CRM's campaigns who responded: once a person, campaign and status, as soon as the person has a record there.
 * Whoever has none is remembered until then, so that nothing waits on the way for a record that may never come.
 */
public final class Responses {
  private static final int REMEMBERED = 64;

  private final Map<Fact.ActivityKind, Response> byKind;
  private final String version;
  private final GoLive goLive;

  public Responses(Map<Fact.ActivityKind, Response> byKind, String version, GoLive goLive) {
    this.goLive = goLive;
    this.byKind = byKind;
    this.version = version;
  }

  /** Something was done; a response if its kind is one and it names a campaign. */
  void did(Turn<Known, ?> turn, Fact.Activity activity) {
    Response response = activity.campaign().isEmpty() ? null : byKind.get(activity.kind());
    if (response == null || !goLive.acts(turn.tick(), activity.head().time())) {
      return; // the CRM is not told of the past
    }
    List<Known.Response> before = turn.head().responses();
    String status = response.status();
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).campaign().equals(activity.campaign()) && before.get(i).status().equals(status)) {
        return;
      }
    }
    var more = new ArrayList<>(before.subList(Math.max(0, before.size() - REMEMBERED + 1), before.size()));
    more.add(new Known.Response(activity.head().source(), activity.campaign(), status, activity.kind().code(),
        activity.head().id(), activity.head().time(), false));
    turn.head(turn.head().responses(List.copyOf(more)));
    tell(turn);
  }

  /** Tells what was not told yet, if the person has a record by now. */
  void tell(Turn<Known, ?> turn) {
    Known known = turn.head();
    List<Known.Response> all = known.responses();
    if (all.isEmpty() || !goLive.acts(turn.tick()) || all.stream().allMatch(Known.Response::told) || !hasRecord(known)) {
      return;
    }
    for (Known.Response each : all) {
      if (!each.told()) {
        tell(turn, known, each);
      }
    }
    turn.head(known.responses(all.stream().map(each -> new Known.Response(each.source(), each.campaign(), each.status(),
        each.kind(), each.fact(), each.time(), true)).toList()));
  }

  private void tell(Turn<Known, ?> turn, Known known, Known.Response told) {
    for (Response response : byKind.values()) {
      if (response.kind().code().equals(told.kind())) {
        turn.decide(new Decision.Response("response/" + turn.key() + "/" + told.campaign() + "/" + told.status(), turn.key(),
            turn.tick(), Because.of("responded to the campaign: " + told.kind(), "responses", response.place(), version,
                told.fact()),
            known.standing().profile().email(), told.source(), told.campaign(), told.kind(), response.statuses(),
            told.time()));
      }
    }
  }

  private static boolean hasRecord(Known known) {
    Map<String, String> ids = known.standing().profile().ids();
    return ids.containsKey("salesforce.contact") || ids.containsKey("salesforce.lead");
  }
}
