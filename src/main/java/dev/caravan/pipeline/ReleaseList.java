package dev.caravan.pipeline;

import dev.caravan.desk.Desk.Drawer;
import dev.caravan.desk.Desk.Given;
import dev.caravan.desk.Desk;
import dev.caravan.desk.Owners;
import dev.caravan.engine.Cell;
import dev.caravan.engine.GoLive;
import dev.caravan.engine.Stages;
import dev.caravan.engine.States;
import dev.caravan.engine.Turn;
import dev.caravan.group.AccountCase;
import dev.caravan.group.Entry;
import dev.caravan.group.GroupState;
import dev.caravan.group.Level;
import dev.caravan.group.Renewal;
import dev.caravan.group.Renewals;
import dev.caravan.lifecycle.Asked;
import dev.caravan.lifecycle.DecideStates;
import dev.caravan.lifecycle.Deciding;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import dev.caravan.routing.Case;
import dev.caravan.routing.Hold;
import dev.caravan.routing.Routing;
import dev.caravan.score.ScoreToLifecycle;
import dev.caravan.score.Scores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who stands at MQL, in an active group or before a renewal since before Caravan went live, best first. Nobody of them is
 * handed over before somebody releases them.
 */
public final class ReleaseList {
  private static final Comparator<Row> BEST_FIRST = Comparator.comparing(Row::rank)
      .thenComparing(Comparator.comparingLong(Row::tenths).reversed()).thenComparing(Row::key);

  /** What a row is about. */
  public enum Kind { PERSON, GROUP, RENEWAL }

  /**
   * One row.
   *
   * @param key person id, or account and solution of a group
   * @param who for people: e-mail, or name of the account
   * @param rating of a person; the level of a group; the day a contract ends
   * @param tenths interest in tenths of a point; of a group its engagement
   * @param since when they came to stand there, epoch ms
   * @param last when the newest happened that it follows from, epoch ms
   * @param history what became of earlier hand-offs, sentences
   * @param to who would get it now
   * @param about as {@link dev.caravan.model.Fact.Command#about} has it
   */
  public record Row(Kind kind, String key, String who, String solution, String rating, long tenths, Moment since, Moment last,
      List<String> history, To to, Map<String, String> about) {
    public Row {
      history = List.copyOf(history);
      about = Map.copyOf(about);
    }

    private String rank() {
      return switch (kind) {
        case PERSON -> rating;
        case GROUP -> rating.equals(Level.HOT.code()) ? "A" : "B";
        case RENEWAL -> "B";
      };
    }
  }

  /** Who would get it: a user's id or a queue's name, for people, and by which pool; {@code ""} for none. */
  public record To(String owner, String name, String pool) {}

  private record Asking(Row row, Decision.HandOff handOff, Case about) {}

  private final States states;
  private final Routing routing;
  private final GoLive goLive;
  private final long asOf;

  ReleaseList(States states, Routing routing, GoLive goLive, long asOf) {
    this.states = states;
    this.routing = routing;
    this.goLive = goLive;
    this.asOf = asOf;
  }

  List<Row> rows() {
    Map<String, Deciding> people = DecideStates.all(states);
    var asked = new ArrayList<Asking>();
    Set<String> told = groups(people, asked);
    people.forEach((person, deciding) -> deciding.tracks().forEach((solution, track) -> {
      if (track.isHeld(Hold.RELEASE) && !deciding.sales().isOnIt(goLive) && !told.contains(person + "|" + solution)) {
        asked.add(person(person, deciding, solution, track));
      }
    }));
    asked.sort(Comparator.comparing(Asking::row, BEST_FIRST));
    return shared(asked);
  }

  /** Who would get them, were they released in this order; no pool's turn is moved by the question. */
  private List<Row> shared(List<Asking> asked) {
    var desk = (Desk) states.heads("assign").getOrDefault(Stages.DESK, Desk.EMPTY);
    SortedMap<String, Record> entries = states.entries("assign", Stages.DESK);
    var turn = new Turn<Desk, Drawer>(Stages.ASSIGN, new Looking(desk, entries), Stages.DESK, asOf, 0, desk, false);
    var owners = new Owners(routing);
    var rows = new ArrayList<Row>();
    for (Asking each : asked) {
      Routing.Choice choice = owners.choose(turn, Given.asked(each.handOff(), each.about(), asOf), Set.of(), false);
      owners.gave(turn, choice);
      Row row = each.row();
      rows.add(new Row(row.kind(), row.key(), row.who(), row.solution(), row.rating(), row.tenths(), row.since(), row.last(),
          row.history(), new To(choice.owner(), choice.ownerName(), choice.pool()), row.about()));
    }
    return List.copyOf(rows);
  }

  /** Groups and renewals; gives back who is told with a group, by person and solution. */
  private Set<String> groups(Map<String, Deciding> people, List<Asking> asked) {
    Set<String> told = new HashSet<>();
    states.heads("group").forEach((key, head) -> {
      GroupState state = (GroupState) head;
      if (state.sales().isUnreleased() && state.level().atLeast(Level.ACTIVE)) {
        var members = new ArrayList<Entry>();
        states.entries("group", key).tailMap("p:").forEach((name, entry) -> members.add((Entry) entry));
        members.forEach(member -> told.add(member.member().person() + "|" + state.solution()));
        asked.add(group(key, state, members, people));
      }
      state.renewals().forEach((contract, renewal) -> {
        if (renewal.isUnreleased() && renewal.ends() > asOf) {
          asked.add(renewal(key, state, contract, renewal, people));
        }
      });
    });
    return told;
  }

  private static Asking person(String person, Deciding deciding, String solution, Deciding.Track track) {
    ScoreToLifecycle.Scored scored = deciding.scored();
    Scores.Solution of = Asked.about(deciding, solution);
    Row row = new Row(Kind.PERSON, person, scored.email().isEmpty() ? person : scored.email(), solution, of.rating(), of.tenths(),
        track.since(), of.newest(), track.before(), new To("", "", ""), Map.of("person", person, "solution", solution));
    String trigger = of.handRaisedAt().isAfter(track.roundSince()) ? "hand-raise" : "mql";
    return new Asking(row, handOff("hand-off/" + person + "/" + (deciding.round() + 1), person, person, "person", solution, trigger,
        scored.account().id()), Asked.ofPerson(deciding, of, trigger, track.scenario(), deciding.round() + 1, false));
  }

  private Asking group(String key, GroupState state, List<Entry> members, Map<String, Deciding> people) {
    Entry first = members.stream().min(Comparator.comparingLong((Entry each) -> each.member().firstAt())
        .thenComparing(each -> each.member().person())).orElse(null);
    String named = first == null ? "" : first.member().person();
    List<String> history = state.sales().closedBecause().isEmpty() ? List.of() : List.of(state.sales().closedBecause());
    Row row = new Row(Kind.GROUP, key, state.accountName().isEmpty() ? state.account() : state.accountName(), state.solution(),
        state.level().code(), members.size() * 10L, state.levelSince(), state.lastActivity(), history, new To("", "", ""), Map.of("group", key));
    Decision.HandOff handOff = handOff("hand-off/" + key + "/" + (state.sales().round() + 1), key, named, "group", state.solution(),
        "group", state.account());
    return new Asking(row, handOff, Asked.ofGroup(people.getOrDefault(named, Deciding.NEW), handOff, state.owner()));
  }

  private static Asking renewal(String key, GroupState state, String contract, Renewal renewal, Map<String, Deciding> people) {
    Row row = new Row(Kind.RENEWAL, key, renewal.account().name(), state.solution(),
        Times.text(renewal.ends()).substring(0, 10), renewal.tenths(), Moment.NONE, Moment.NONE, List.of(), new To("", "", ""),
        Map.of("group", key, "contract", contract));
    String named = renewal.who().person();
    Decision.HandOff handOff = handOff("hand-off/" + key + "/renewal/" + contract + "/", named.isEmpty() ? key : named, named,
        named.isEmpty() ? "account" : "person", state.solution(), Renewals.TRIGGER, state.account());
    return new Asking(row, handOff, named.isEmpty()
        ? AccountCase.ofRenewal(renewal.account(), state.solution())
        : Asked.ofRenewal(people.getOrDefault(named, Deciding.NEW), handOff, renewal.account().value("owner")));
  }

  private static Decision.HandOff handOff(String id, String subject, String person, String of, String solution, String trigger,
      String account) {
    return new Decision.HandOff(id, subject, 0, Because.of("", trigger, "", "", ""), of, person, "", account, solution, trigger, "",
        List.of(), "", Map.of());
  }

  /** The desk as it is, to look at. */
  private record Looking(Record desk, SortedMap<String, Record> there) implements Cell {
    @Override
    public Record head() {
      return desk;
    }

    @Override
    public @Nullable Record entry(String name) {
      return there.get(name);
    }

    @Override
    public SortedMap<String, Record> entries() {
      return new TreeMap<>(there);
    }

    @Override
    public long alarm() {
      return NEVER;
    }

    @Override
    public void write(Record head, Map<String, @Nullable Record> changed, long alarm) {
      throw new UnsupportedOperationException("the desk is only looked at");
    }
  }
}
