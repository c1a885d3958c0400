package dev.caravan.pipeline;

import dev.caravan.account.AccountStage;
import dev.caravan.engine.States;
import dev.caravan.funnel.Funnel;
import dev.caravan.group.Entry;
import dev.caravan.group.GroupRules;
import dev.caravan.group.GroupState;
import dev.caravan.group.Picture;
import dev.caravan.lifecycle.DecideStates;
import dev.caravan.lifecycle.Deciding;
import dev.caravan.lifecycle.Shown;
import dev.caravan.lifecycle.StageReason;
import dev.caravan.score.Explanation;
import dev.caravan.score.Known;
import dev.caravan.score.Scores;
import dev.caravan.score.ScoringModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who and what is known, as everything stands: people, accounts and buying groups, found by any part of a name. */
public final class Directory {
  private final States states;
  private final ScoringModel model;
  private final Funnel funnel;
  private final GroupRules rules;
  private final long asOf;

  Directory(States states, ScoringModel model, Funnel funnel, GroupRules rules, long asOf) {
    this.states = states;
    this.model = model;
    this.funnel = funnel;
    this.rules = rules;
    this.asOf = asOf;
  }

  /** A person by what leads: the solution of most interest, for people; its interest in tenths. */
  public record Person(String email, String name, String account, String solution, long tenths, String rating, String stage) {}

  /**
   * A buying group.
   *
   * @param account Salesforce id
   * @param since when it came to its level, epoch ms
   * @param people how many are there now
   * @param first whose act began this wave of interest, {@code ""} for nobody
   * @param text what its record says
   * @param handOff how its hand-off stands, {@code ""} for none now: how the last one ended stands in the text
   */
  public record Group(String name, String account, String level, long since, int people, String first, String text,
      String handOff) {}

  /** An account with the people that were matched to it, and its groups. */
  public record Account(String id, String name, int people, List<Group> groups) {}

  /** People with an e-mail address, those of most interest first. */
  public List<Person> people(String search) {
    var people = new ArrayList<Person>();
    var decided = DecideStates.all(states);
    states.heads("score").forEach((key, head) -> {
      Known known = (Known) head;
      String email = known.standing().profile().email();
      String account = known.standing().account().id().isEmpty() ? "" : known.standing().account().name();
      if (known.merged().isEmpty() && !email.isEmpty() && matches(search, email, known.standing().profile().name(), account)) {
        Scores.Solution lead = model.score(known.standing(), asOf).lead();
        Object stage = Shown.said(decided.getOrDefault(key, Deciding.NEW), lead, funnel.first()).get("stage");
        people.add(new Person(email, known.standing().profile().name(), account, lead.solution().equals("all") ? "" : lead.solution(),
            lead.tenths(), lead.rating(), StageReason.named(String.valueOf(stage))));
      }
    });
    people.sort(Comparator.comparingLong(Person::tenths).reversed().thenComparing(Person::email));
    return people;
  }

  /** Groups that two people ever made, the highest level first, then the newest. */
  public List<Group> groups(String search) {
    var found = new ArrayList<GroupState>();
    states.heads("group").values().forEach(head -> {
      GroupState state = (GroupState) head;
      if (state.levelSince().isKnown() && matches(search, GroupRules.name(state), state.account(), state.level().code())) {
        found.add(state);
      }
    });
    found.sort(Comparator.comparing(GroupState::level).reversed()
        .thenComparing(Comparator.comparingLong((GroupState state) -> state.levelSince().ms()).reversed()).thenComparing(GroupState::account)
        .thenComparing(GroupState::solution));
    return found.stream().map(this::group).toList();
  }

  /** Accounts by name, each with its groups. */
  public List<Account> accounts(String search) {
    var accounts = new ArrayList<Account>();
    states.heads("account").forEach((id, head) -> {
      String name = ((AccountStage.Company) head).view().name();
      if (!name.isEmpty() && matches(search, name, id)) {
        accounts.add(account(id, name));
      }
    });
    accounts.sort(Comparator.comparing((Account each) -> each.name().toLowerCase(Locale.ROOT)).thenComparing(Account::id));
    return accounts;
  }

  /** An account by its id or its whole name in any case; empty if none, or several, are called so. */
  public Optional<Account> account(String nameOrId) {
    List<Account> named = accounts(nameOrId).stream()
        .filter(each -> each.id().equals(nameOrId) || each.name().equalsIgnoreCase(nameOrId)).toList();
    return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
  }

  private Account account(String id, String name) {
    int people = (int) states.entries("account", id).values().stream().filter(AccountStage.Belongs.class::isInstance).count();
    // Keys are account|solution, in order: those of one account lie together.
    List<Group> groups = states.heads("group").subMap(id + "|", id + "}").values().stream().map(GroupState.class::cast)
        .filter(state -> state.levelSince().isKnown()).map(this::group).toList();
    return new Account(id, name, people, groups);
  }

  private Group group(GroupState state) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    states.entries("group", state.account() + "|" + state.solution()).forEach((name, value) -> entries.put(name, (Entry) value));
    Picture picture = rules.picture(state, entries.values(), entries.get("a:" + state.coordinatedAsset()));
    return new Group(GroupRules.name(state), state.account(), state.level().code(), state.levelSince().ms(), picture.engaged().size(),
        picture.first().map(member -> member.who().name()).orElse(""), rules.text(picture), handOff(state.sales()));
  }

  private static String handOff(GroupState.Sales sales) {
    return sales.open() ? "Handed over to sales on " + Explanation.moment(sales.askedAt().ms())
        : sales.isUnreleased() ? "Waits to be released"
        : sales.isScheduled() ? "Is handed over on " + Explanation.moment(sales.due().ms())
        : "";
  }

  private static boolean matches(String search, String... values) {
    String sought = search.toLowerCase(Locale.ROOT);
    for (String value : values) {
      if (value.toLowerCase(Locale.ROOT).contains(sought)) {
        return true;
      }
    }
    return false;
  }
}
