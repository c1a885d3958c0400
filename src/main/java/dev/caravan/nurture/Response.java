package dev.caravan.nurture;

import dev.caravan.model.Fact;
import java.util.List;

/**
 * What counts as a response to a campaign.
 *
 * @param statuses statuses a member has after it; the first that the campaign has is meant
 * @param place where it is configured
 */
public record Response(Fact.ActivityKind kind, List<String> statuses, String place) {
  public Response {
    statuses = List.copyOf(statuses);
    if (statuses.isEmpty()) {
      throw new IllegalArgumentException("a response needs a status");
    }
  }

  /** The status it is called by. */
  public String status() {
    return statuses.get(0);
  }
}
