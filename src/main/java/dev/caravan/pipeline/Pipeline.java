package dev.caravan.pipeline;

import dev.caravan.account.AccountStage;
import dev.caravan.account.ListingStage;
import dev.caravan.account.MatchStage;
import dev.caravan.account.NameStage;
import dev.caravan.codec.Codecs;
import dev.caravan.config.ConfigException;
import dev.caravan.config.Configuration;
import dev.caravan.config.Diagnostic;
import dev.caravan.config.Diagnostics;
import dev.caravan.config.ReferenceLists;
import dev.caravan.desk.AssignStage;
import dev.caravan.desk.Desk;
import dev.caravan.desk.DeskReport;
import dev.caravan.desk.DeskView;
import dev.caravan.engine.GoLive;
import dev.caravan.engine.Input;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Stages;
import dev.caravan.engine.States;
import dev.caravan.enrich.Enrichment;
import dev.caravan.funnel.Funnel;
import dev.caravan.group.Entry;
import dev.caravan.group.GroupRules;
import dev.caravan.group.GroupStage;
import dev.caravan.group.GroupState;
import dev.caravan.group.GroupTold;
import dev.caravan.group.Renewal;
import dev.caravan.lifecycle.DecideStage;
import dev.caravan.lifecycle.DecideStates;
import dev.caravan.lifecycle.Deciding;
import dev.caravan.lifecycle.MergeStage;
import dev.caravan.lifecycle.PeopleLines;
import dev.caravan.model.Fact;
import dev.caravan.nurture.Nurture;
import dev.caravan.routing.Rep;
import dev.caravan.routing.Routing;
import dev.caravan.score.Known;
import dev.caravan.score.Responses;
import dev.caravan.score.ScoreStage;
import dev.caravan.score.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The rooms as configured, as the ordered list of keyed stages listing → match → name → account → score → group →
 * merge → decide (several times, see {@link MergeStage}) → assign, and where each fact enters it.
 */
public final class Pipeline {
  private final Rooms rooms;
  private final List<Stage<?, ?>> stages;
  private final Entrances entrances;
  private final GoLive goLive;
  private final Codecs codecs;

  /** The rooms as read from their files. */
  private record Rooms(Enrichment enrichment, ScoringModel model, GroupRules groups, Funnel funnel, Nurture nurture,
      Routing routing, String version) {
    static Rooms of(Configuration config, Set<String> freeMail) {
      ScoringModel model = Pipeline.model(config);
      var rooms = new Rooms(Pipeline.enrichment(config, freeMail), model, config.file("groups").read(GroupRules::from), Pipeline.funnel(config),
          Pipeline.nurture(config, model), Pipeline.routing(config, model), config.version());
      Together.check(config);
      config.orThrow();
      return rooms;
    }

    List<Stage<?, ?>> stages(GoLive goLive) {
      var all = new ArrayList<Stage<?, ?>>(List.of(new ListingStage(enrichment), new MatchStage(enrichment.companies()),
          new NameStage(enrichment.companies()), new AccountStage(enrichment, funnel.renewalDue()),
          new ScoreStage(enrichment, model, new Responses(nurture.responses(), version, goLive), version, goLive),
          new GroupStage(groups, model, routing, version, goLive), new MergeStage()));
      for (int level = 0; level < Stages.DECIDE_LEVELS; level++) {
        all.add(new DecideStage(level, model, funnel, nurture, routing, version, goLive));
      }
      all.add(new AssignStage(routing, version, goLive));
      return List.copyOf(all);
    }
  }

  /** Tables are the same for all engines of a program. */
  private static final class Shared {
    static final Codecs CODECS = new Codecs(PipelineTypes.tables());
  }

  /** @param codecs of all that the stages keep and send; what is missing is said now, not when it is to be written */
  private Pipeline(Rooms rooms, List<Stage<?, ?>> stages, GoLive goLive, Codecs codecs) {
    Wiring.check(stages);
    this.rooms = rooms;
    this.goLive = goLive;
    this.stages = stages;
    this.codecs = codecs;
    for (Stage<?, ?> stage : stages) {
      codecs.of(stage.headType());
      codecs.of(stage.entryType());
    }
    entrances = new Entrances(rooms.enrichment(), rooms.model());
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
   * The engine of a configuration, for which everything counts from the first fact on.
   *
   * @throws ConfigException with every mistake at its place
   */
  public static Pipeline of(Configuration config) {
    return of(config, GoLive.FROM_THE_START);
  }

  /**
   * The engine of a configuration.
   *
   * @param goLive from when on it acts
   * @throws ConfigException with every mistake at its place
   */
  public static Pipeline of(Configuration config, GoLive goLive) {
    try {
      Rooms rooms = Rooms.of(config, ReferenceLists.freeMail());
      return new Pipeline(rooms, rooms.stages(goLive), goLive, Shared.CODECS);
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
  public Pipeline with(UnaryOperator<Stage<?, ?>> around) {
    return new Pipeline(rooms, stages.stream().<Stage<?, ?>>map(around).toList(), goLive, codecs);
  }

  /** The same rooms, acting from another moment on. */
  public Pipeline from(GoLive moment) {
    return new Pipeline(rooms, rooms.stages(moment), moment, codecs);
  }

  /** The codecs of all that stages keep and send. */
  public Codecs codecs() {
    return codecs;
  }

  /** Hash of the configuration. */
  public String version() {
    return rooms.version();
  }

  /** From when on it acts. */
  public GoLive goLive() {
    return goLive;
  }

  public ScoringModel model() {
    return rooms.model();
  }

  /** The stages of people and the paths they are on. */
  public FunnelView funnel() {
    return new FunnelView(rooms.funnel().paths().stream().map(path -> new FunnelView.Path(path.name(), path.stages().stream()
        .map(stage -> new FunnelView.Stage(stage.name(), stage.owner(), stage.enter().text().contains("mql"),
            stage.enter().text().contains("opportunity won"))).toList())).toList(), rooms.funnel().moved());
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
    return entrances.of(fact, n);
  }

  /** The lines of {@code people.ndjson}: one a person and solution, and one for all, as of a moment. */
  public Iterable<Map<String, Object>> people(States states, long asOf) {
    Map<String, Deciding> decided = DecideStates.all(states);
    var lines = new PeopleLines(rooms.model(), rooms.funnel());
    return () -> states.heads("score").entrySet().stream()
        .map(entry -> lines.of(entry.getKey(), (Known) entry.getValue(),
            decided.getOrDefault(entry.getKey(), Deciding.NEW), asOf))
        .flatMap(List::stream).iterator();
  }

  /** A person with all that explains them, by e-mail or id; empty if nobody of that name is known. */
  public Optional<PersonView> person(States states, String emailOrId, long asOf) {
    return new Portrait(states, rooms.enrichment(), rooms.model(), rooms.funnel(), rooms.groups()).of(emailOrId, asOf);
  }

  /** Who and what is known, as it stands at a moment. */
  public Directory directory(States states, long asOf) {
    return new Directory(states, rooms.model(), rooms.funnel(), rooms.groups(), asOf);
  }

  /** Who waits to be released since before Caravan went live, best first. */
  public List<ReleaseList.Row> releases(States states, long asOf) {
    return new ReleaseList(states, rooms.routing(), goLive, asOf).rows();
  }

  /** When the next working day begins after a moment, by the hours of routing. */
  public long dayBegins(long at) {
    return rooms.routing().dayBegins(at);
  }

  /** Queues, roles and permission sets of the CRM that pools take their members from, as {@code queue/inside_sales}. */
  public Set<String> teams() {
    return Set.copyOf(rooms.routing().teams().values());
  }

  /** Whom routing names, as the CRM knows them. */
  public Staff staff(States states) {
    var desk = (Desk) states.heads("assign").getOrDefault(Stages.DESK, Desk.EMPTY);
    var named = new java.util.ArrayList<Staff.Named>();
    rooms.routing().named().forEach((where, emails) -> emails.forEach(email -> named.add(new Staff.Named(where, email,
        desk.reps().values().stream().filter(rep -> rep.email().equals(email)).map(Rep::active)
            .reduce(Boolean::logicalOr).map(active -> active ? Staff.Stands.ACTIVE : Staff.Stands.INACTIVE).orElse(Staff.Stands.UNKNOWN)))));
    List<Staff.Team> teams = rooms.routing().teams().entrySet().stream().map(pool -> new Staff.Team(pool.getKey(), pool.getValue(),
        desk.teams().containsKey(pool.getValue()), desk.reps().values().stream()
            .filter(rep -> rep.active() && rep.teams().contains(pool.getValue())).count())).toList();
    return new Staff(named, teams, desk.reps().values().stream().filter(rep -> rep.active() && rep.email().isEmpty())
        .map(Rep::id).sorted().toList());
  }

  /** Who said no to a channel although not all of their records say so, by person: what they said no to. */
  public Map<String, List<String>> consentDifferences(States states) {
    var differences = new java.util.TreeMap<String, List<String>>();
    states.heads("score").forEach((person, head) -> {
      List<String> channels = ((Known) head).consentDifferences();
      if (!channels.isEmpty()) {
        differences.put(person, channels);
      }
    });
    return differences;
  }

  /** Who works on hand-offs, and what became of each. */
  public DeskView desk(States states, long asOf) {
    return new DeskReport(states, rooms.routing()).of(asOf);
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

  /**
   * The lines of {@code groups.ndjson}: every group that two people ever made, or whose renewal waits to be released.
   *
   * @param asOf epoch ms; nothing is known that is newer
   */
  public Iterable<Map<String, Object>> groups(States states, long asOf) {
    return () -> states.heads("group").entrySet().stream()
        .filter(entry -> ((GroupState) entry.getValue()).levelSince().isKnown()
            || ((GroupState) entry.getValue()).renewals().values().stream().anyMatch(Renewal::isUnreleased))
        .map(entry -> {
          var entries = new java.util.TreeMap<String, Entry>();
          states.entries("group", entry.getKey()).forEach((name, value) -> entries.put(name, (Entry) value));
          return GroupTold.line(rooms.groups(), (GroupState) entry.getValue(), entries, asOf);
        }).iterator();
  }
}
