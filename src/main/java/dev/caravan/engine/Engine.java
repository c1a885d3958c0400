package dev.caravan.engine;

import dev.caravan.config.ConfigException;
import dev.caravan.config.Configuration;
import dev.caravan.config.Diagnostic;
import dev.caravan.config.Diagnostics;
import dev.caravan.config.ReferenceLists;
import dev.caravan.enrich.Enrichment;
import dev.caravan.funnel.Funnel;
import dev.caravan.group.Entry;
import dev.caravan.group.GroupRules;
import dev.caravan.group.GroupState;
import dev.caravan.model.Fact;
import dev.caravan.nurture.Nurture;
import dev.caravan.routing.Routing;
import dev.caravan.score.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The rooms as configured, as the ordered list of keyed stages listing → match → name → account → score → group →
 * merge → decide (several times, see {@link MergeStage}) → assign, and where each fact enters it.
 */
public final class Engine {
  private final Enrichment enrichment;
  private final ScoringModel model;
  private final GroupRules groups;
  private final Funnel funnel;
  private final Routing routing;
  private final String version;
  private final List<Stage<?, ?>> stages;

  private Engine(Configuration config, Set<String> freeMail) {
    version = config.version();
    enrichment = enrichment(config, freeMail);
    model = model(config);
    groups = config.file("groups").read(GroupRules::from);
    funnel = funnel(config);
    Nurture nurture = nurture(config, model);
    routing = routing(config, model);
    Together.check(config);
    config.orThrow();
    var all = new ArrayList<Stage<?, ?>>(List.of(new ListingStage(enrichment), new MatchStage(enrichment.companies()),
        new NameStage(enrichment.companies()), new AccountStage(enrichment, funnel.renewalDue()), new ScoreStage(enrichment, model,
            new Responses(nurture.responses(), version), version),
        new GroupStage(groups, model, routing, version), new MergeStage()));
    for (int level = 0; level < DecideStage.LEVELS; level++) {
      all.add(new DecideStage(level, model, funnel, nurture, routing, version));
    }
    all.add(new AssignStage(routing, version));
    stages = List.copyOf(all);
  }

  private Engine(Engine other, List<Stage<?, ?>> stages) {
    version = other.version;
    enrichment = other.enrichment;
    model = other.model;
    groups = other.groups;
    funnel = other.funnel;
    routing = other.routing;
    this.stages = stages;
  }

  private static Enrichment enrichment(Configuration config, Set<String> freeMail) {
    return config.file("enrichment").read(node -> Enrichment.from(config.file("personas").root(), config.file("signals").root(), node, freeMail));
  }

  private static Funnel funnel(Configuration config) {
    return config.file("funnel").read(node -> Funnel.from(node, scenarios(config)));
  }

  private static Nurture nurture(Configuration config, ScoringModel model) {
    Nurture.Words words = NurtureWords.of(config, model, scenarios(config));
    return config.file("nurture").read(node -> Nurture.from(node, words));
  }

  private static Routing routing(Configuration config, ScoringModel model) {
    var personas = new java.util.TreeSet<String>();
    config.file("personas").root().get("personas").items().forEach(node -> personas.add(node.get("persona").text()));
    var words = new Routing.Words(java.util.Set.copyOf(model.solutions()), scenarios(config), personas);
    return config.file("routing").read(node -> Routing.from(node, words));
  }

  private static Set<String> scenarios(Configuration config) {
    var scenarios = new java.util.TreeSet<String>();
    config.file("scenarios").root().get("scenarios").items().forEach(node -> scenarios.add(node.get("scenario").text()));
    return scenarios;
  }

  private static ScoringModel model(Configuration config) {
    return config.file("scoring").read(scoring ->
        ScoringModel.from(config.file("signals").root(), scoring, config.file("scenarios").root()));
  }

  /**
   * The engine of a configuration.
   *
   * @throws ConfigException with every mistake at its place
   */
  public static Engine of(Configuration config) {
    try {
      return new Engine(config, ReferenceLists.freeMail());
    } catch (ConfigException e) {
      // The first room that could not read its file stopped the others from looking into theirs.
      var all = new Diagnostics();
      all.addAll(e.diagnostics());
      all.addAll(mistakes(config));
      throw new ConfigException(all.all());
    }
  }

  /** Every mistake the schemas and the rooms find; none where {@link #of} succeeds. */
  public static List<Diagnostic> mistakes(Configuration config) {
    var all = new Diagnostics();
    List<Runnable> readers = List.of(
        () -> enrichment(config, Set.of()),
        () -> nurture(config, model(config)),
        () -> model(config),
        () -> config.file("groups").read(GroupRules::from),
        () -> funnel(config),
        () -> routing(config, model(config)));
    for (Runnable reader : readers) {
      try {
        reader.run();
      } catch (ConfigException e) {
        all.addAll(e.diagnostics());
      }
    }
    Together.check(config);
    all.addAll(config.diagnostics());
    return all.all();
  }

  /** The stages in their order; messages only go to later ones. */
  public List<Stage<?, ?>> stages() {
    return stages;
  }

  /** The same rooms, each stage as {@code around} sees fit: to watch it at work, or to see what holds when one fails. */
  public Engine with(UnaryOperator<Stage<?, ?>> around) {
    return new Engine(this, stages.stream().<Stage<?, ?>>map(around).toList());
  }

  /** Hash of the configuration. */
  public String version() {
    return version;
  }

  public ScoringModel model() {
    return model;
  }

  /** The stages of people and the paths they are on. */
  public FunnelView funnel() {
    return new FunnelView(funnel.paths().stream().map(path -> new FunnelView.Path(path.name(), path.stages().stream()
        .map(stage -> new FunnelView.Stage(stage.name(), stage.owner(), stage.enter().text().contains("mql"),
            stage.enter().text().contains("opportunity won"))).toList())).toList(), funnel.moved());
  }

  /** Who stands on one of some stages: the stage by person and solution. */
  public Map<String, String> standing(States states, Set<String> stages) {
    var standing = new java.util.TreeMap<String, String>();
    DecideStates.all(states).forEach((person, head) -> head.tracks().forEach((solution, track) -> {
      if (stages.contains(track.stage())) {
        standing.put(person + " " + solution, track.stage());
      }
    }));
    return standing;
  }

  /** Which stages belong to which visible step of {@code process-facts}. */
  public static List<List<Integer>> rooms() {
    return List.of(List.of(Stages.LISTING, Stages.MATCH, Stages.NAME, Stages.ACCOUNT), List.of(Stages.SCORE), List.of(Stages.GROUP),
        IntStream.rangeClosed(Stages.MERGE, Stages.ASSIGN).boxed().toList());
  }

  /**
   * Where a stamped fact enters.
   *
   * @param n number of inputs the tick's earlier facts have made
   * @return its inputs; none for what is out of scope or needs no work
   */
  public List<Input> enter(Fact fact, int n) {
    var inputs = new ArrayList<Input>(4);
    Fact.Head head = fact.head();
    String person = head.person();
    String email = head.subject().indexOf('@') > 0 ? head.subject() : "";
    if (!email.isEmpty() && enrichment.isOwn(email)) {
      return inputs;
    }
    if (fact instanceof Fact.Activity activity) {
      switch (activity.kind()) {
        case FORM_SUBMIT, EVENT, SUBSCRIBE, CALL, EXTERNAL -> ask(inputs, head, n, email, person, "");
        case EMAIL_SEND, EMAIL_OPEN, EMAIL_CLICK, WEB_VISIT, PAGE_VIEW, SOCIAL -> {
          if (activity.kind() == Fact.ActivityKind.EMAIL_SEND && !head.follows()) {
            add(inputs, head, n, Stages.DECIDE, person, new Messages.Mailed(head.id(), head.time()));
          }
          if (!model.matters(activity.kind())) {
            return inputs; // kept in the journal, worth nothing: half of what comes in are sends and opens
          }
        }
        case UNSUBSCRIBE, BOUNCEBACK -> { }
      }
      add(inputs, head, n, Stages.SCORE, person, new Messages.Did(activity));
    } else if (fact instanceof Fact.Person record && record.isDeleted()) {
      add(inputs, head, n, Stages.SCORE, person, new Messages.PersonSaid(record));
    } else if (fact instanceof Fact.Person record) {
      String account = record.value("account");
      if (!account.isEmpty()) {
        add(inputs, head, n, Stages.ACCOUNT, account, new Messages.Joins(person, ScoreStage.CRM));
        String domain = enrichment.domainOf(email);
        if (!domain.isEmpty()) {
          add(inputs, head, n, Stages.MATCH, domain, new Messages.ContactFrom(person, account));
        }
      }
      String chosen = record.value("account_by_hand");
      if (!chosen.isEmpty()) {
        add(inputs, head, n, Stages.ACCOUNT, chosen, new Messages.Joins(person, ScoreStage.BY_HAND));
      }
      ask(inputs, head, n, email, person, record.value("company"));
      add(inputs, head, n, Stages.SCORE, person, new Messages.PersonSaid(record));
    } else if (fact instanceof Fact.Account account) {
      add(inputs, head, n, Stages.LISTING, head.subject(), new Messages.AccountSaid(account));
      add(inputs, head, n, Stages.ACCOUNT, head.subject(), new Messages.AccountSaid(account));
    } else if (fact instanceof Fact.Opportunity deal) {
      if (!deal.account().isEmpty()) {
        add(inputs, head, n, Stages.ACCOUNT, deal.account(), new Messages.DealSaid(deal));
        add(inputs, head, n, Stages.GROUP, deal.solution().isEmpty() ? "" : deal.account() + "|" + deal.solution(),
            new Messages.DealSaid(deal));
      }
      for (Fact.ContactRole contact : deal.contacts()) {
        add(inputs, head, n, Stages.DECIDE, contact.person(), new Messages.DealSaid(deal));
      }
    } else if (fact instanceof Fact.Contract contract) {
      add(inputs, head, n, Stages.ACCOUNT, contract.account(), new Messages.ContractSaid(contract));
    } else if (fact instanceof Fact.User user) {
      add(inputs, head, n, Stages.ASSIGN, AssignStage.DESK, new Messages.UserSaid(user));
    } else if (fact instanceof Fact.LeadStatus status) {
      add(inputs, head, n, Stages.SCORE, person, new Messages.SalesSaid(status));
      if (!head.follows()) {
        add(inputs, head, n, Stages.DECIDE, person, new Messages.SalesSaid(status));
      }
    } else if (head.follows() && (fact instanceof Fact.Touch || fact instanceof Fact.OwnerChange)) {
      return inputs; // what came of it goes on with the person, see MergeStage
    } else if (fact instanceof Fact.Touch touch) {
      add(inputs, head, n, Stages.SCORE, person, new Messages.Touched(touch));
      add(inputs, head, n, Stages.DECIDE, person, new Messages.Touched(touch));
    } else if (fact instanceof Fact.OwnerChange change) {
      add(inputs, head, n, Stages.SCORE, person, new Messages.OwnerSaid(change));
      add(inputs, head, n, Stages.DECIDE, person, new Messages.OwnerSaid(change));
    } else if (fact instanceof Fact.Membership membership) {
      add(inputs, head, n, Stages.GROUP, membership.account() + "|" + membership.solution(), new Messages.ByHand(membership));
    } else if (fact instanceof Fact.Merge merge) {
      add(inputs, head, n, Stages.SCORE, merge.loser(), new Messages.MergedInto(person));
      add(inputs, head, n, Stages.SCORE, person, new Messages.TakesIn(merge.loser()));
      add(inputs, head, n, Stages.MERGE, MergeStage.ALL, new Messages.Merged(merge.loser(), person));
    }
    return inputs;
  }

  private void ask(List<Input> inputs, Fact.Head head, int n, String email, String person, String company) {
    String domain = enrichment.matchedBy(email, person);
    if (!domain.isEmpty()) {
      String host = email.substring(email.lastIndexOf('@') + 1);
      add(inputs, head, n, Stages.MATCH, domain, new Messages.Asks(person, answered(company), host));
    }
  }

  private String answered(String company) {
    return enrichment.isAnswer(company) ? company.strip() : "";
  }

  private static void add(List<Input> inputs, Fact.Head head, int n, int stage, String key, Message message) {
    if (!key.isEmpty()) {
      inputs.add(new Input(head.recorded(), Input.STREET, "", n + inputs.size(), stage, key, message));
    }
  }

  /** States of a stage, by key in order, as a host holds them. */
  public interface States {
    SortedMap<String, Record> heads(String stage);

    SortedMap<String, Record> entries(String stage, String key);
  }

  /** The lines of {@code people.ndjson}: one a person and solution, and one for all, as of a moment. */
  public Iterable<Map<String, Object>> people(States states, long asOf) {
    Map<String, Deciding> decided = DecideStates.all(states);
    var lines = new PeopleLines(model, funnel);
    return () -> states.heads("score").entrySet().stream()
        .map(entry -> lines.of(entry.getKey(), (Known) entry.getValue(),
            decided.getOrDefault(entry.getKey(), Deciding.NEW), asOf))
        .flatMap(List::stream).iterator();
  }

  /** A person with all that explains them, by e-mail or id; empty if nobody of that name is known. */
  public Optional<PersonView> person(States states, String emailOrId, long asOf) {
    return new Portrait(states, enrichment, model, funnel).of(emailOrId, asOf);
  }

  /** Who works on hand-offs, and what became of each. */
  public DeskView desk(States states, long asOf) {
    return new DeskReport(states, routing).of(asOf);
  }

  /** How many hand-offs each owner was given, by the CRM's id of a user or the name of a queue. */
  public Map<String, Long> owners(States states) {
    var owners = new java.util.TreeMap<String, Long>();
    states.heads("assign").keySet().forEach(desk ->
        states.entries("assign", desk).values().forEach(entry -> ((Desk.Drawer) entry).given().forEach(given -> {
          if (!given.owner().isEmpty()) {
            owners.merge(given.owner(), 1L, Long::sum);
          }
        })));
    return owners;
  }

  /** The lines of {@code groups.ndjson}: every group that two people ever made. */
  public Iterable<Map<String, Object>> groups(States states) {
    return () -> states.heads("group").entrySet().stream()
        .filter(entry -> ((GroupState) entry.getValue()).levelSince() > 0)
        .map(entry -> {
          var entries = new java.util.TreeMap<String, Entry>();
          states.entries("group", entry.getKey()).forEach((name, value) -> entries.put(name, (Entry) value));
          return GroupTold.line(groups, (GroupState) entry.getValue(), entries);
        }).iterator();
  }
}
