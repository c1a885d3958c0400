package dev.caravan.score;

import dev.caravan.enrich.AccountView;
import dev.caravan.enrich.CompanyNames;
import dev.caravan.enrich.Enrichment;
import dev.caravan.enrich.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A person's account among all that was heard of it: chosen by hand, the CRM's, a domain's, the most alike name's. */
public final class Matching {
  /** Likeness of what was not found by its name. */
  private static final int NOT_BY_NAME = -1;

  /** The account and how it was found; {@code ""} with ambiguous or none. */
  record Match(String account, String how) {}

  /** An account that might be meant; {@code alike} in thousandths, -1 where it was not found by its name. */
  public record Candidate(String account, int alike) {}

  private Matching() {}

  static Match of(Known known, Enrichment enrichment) {
    Profile profile = known.standing().profile();
    if (isThere(known, profile.chosenAccount())) {
      return new Match(profile.chosenAccount(), ScoreStage.BY_HAND);
    }
    if (isThere(known, profile.crmAccount())) {
      return new Match(profile.crmAccount(), ScoreStage.CRM);
    }
    Known.Heard heard = heard(known, enrichment);
    if (heard != null && !heard.reason().equals("none") && (heard.account().isEmpty() || isThere(known, heard.account()))) {
      return new Match(heard.account(), heard.reason());
    }
    return known.alike().isEmpty() ? new Match("", "none") : byName(known, enrichment.companies());
  }

  /** Whether an account is named that the CRM has not deleted. */
  private static boolean isThere(Known known, String account) {
    AccountView view = known.looks().get(account);
    return !account.isEmpty() && (view == null || !view.isGone());
  }

  /** Accounts that were not chosen, the likeliest first. */
  public static List<Candidate> others(Known known, Enrichment enrichment) {
    String chosen = known.standing().account().id();
    var others = new ArrayList<Candidate>();
    Known.Heard heard = heard(known, enrichment);
    if (heard != null) {
      heard.candidates().forEach(account -> others.add(new Candidate(account, NOT_BY_NAME)));
      if (!heard.account().isEmpty()) {
        others.add(new Candidate(heard.account(), NOT_BY_NAME));
      }
    }
    others.addAll(byLikeness(known));
    others.removeIf(candidate -> candidate.account().equals(chosen));
    return List.copyOf(others);
  }

  private static Known.@Nullable Heard heard(Known known,
      Enrichment enrichment) {
    return known.heard().get(enrichment.domainOf(known.standing().profile().email()));
  }

  private static Match byName(Known known, CompanyNames companies) {
    CompanyNames.Choice choice = companies.choose(alike(known));
    String how = choice.ambiguous() ? "ambiguous" : choice.id().isEmpty() ? "none" : "name";
    return new Match(choice.id(), how);
  }

  private static Map<String, Integer> alike(Known known) {
    var best = new TreeMap<String, Integer>();
    known.alike().values().forEach(found -> found.forEach(each -> best.merge(each.account(), each.alike(), Math::max)));
    return best;
  }

  private static List<Candidate> byLikeness(Known known) {
    return alike(known).entrySet().stream().map(each -> new Candidate(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingInt((Candidate each) -> -each.alike()).thenComparing(Candidate::account)).toList();
  }
}
