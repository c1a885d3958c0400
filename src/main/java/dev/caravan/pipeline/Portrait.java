package dev.caravan.pipeline;

import dev.caravan.account.AccountStage;
import dev.caravan.desk.Desk;
import dev.caravan.engine.Cell;
import dev.caravan.engine.Stages;
import dev.caravan.engine.States;
import dev.caravan.enrich.Enrichment;
import dev.caravan.funnel.Funnel;
import dev.caravan.group.Entry;
import dev.caravan.group.GroupRules;
import dev.caravan.group.GroupState;
import dev.caravan.group.GroupToLifecycle;
import dev.caravan.group.Picture;
import dev.caravan.lifecycle.DecideStates;
import dev.caravan.lifecycle.Deciding;
import dev.caravan.lifecycle.HandOverWords;
import dev.caravan.lifecycle.Shown;
import dev.caravan.model.Moment;
import dev.caravan.parse.EmailAddresses;
import dev.caravan.parse.RecordIds;
import dev.caravan.score.Known;
import dev.caravan.score.Matching;
import dev.caravan.score.Scores;
import dev.caravan.score.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Draws a {@link PersonView} from the states of the stages. */
final class Portrait {
  private final States states;
  private final Enrichment enrichment;
  private final ScoringModel model;
  private final Funnel funnel;
  private final GroupRules rules;

  Portrait(States states, Enrichment enrichment, ScoringModel model, Funnel funnel, GroupRules rules) {
    this.rules = rules;
    this.states = states;
    this.enrichment = enrichment;
    this.model = model;
    this.funnel = funnel;
  }

  /**
   * The person behind an e-mail, a stable id, or an id of a record such as {@code 00Q…} or {@code eloqua:1986113};
   * one who turned out to be another is shown as that other.
   */
  Optional<PersonView> of(String who, long asOf) {
    SortedMap<String, Record> people = states.heads("score");
    String key = find(people, who.trim());
    for (int hop = 0; !key.isEmpty() && hop < people.size(); hop++) {
      Record found = people.get(key);
      if (!(found instanceof Known known)) {
        break;
      }
      if (known.merged().isEmpty() && known.standing().isUnknown()) {
        break;
      }
      if (known.merged().isEmpty()) {
        return Optional.of(view(key, known, asOf));
      }
      key = known.merged();
    }
    return Optional.empty();
  }

  private static String find(SortedMap<String, Record> people, String who) {
    String email = EmailAddresses.isMeant(who) ? EmailAddresses.read(who).or(who.toLowerCase(Locale.ROOT)) : "";
    String id = RecordIds.anywhere(who.substring(who.indexOf(':') + 1));
    if (people.containsKey(email.isEmpty() ? who : email)) {
      return email.isEmpty() ? who : email;
    }
    for (var each : people.entrySet()) {
      Known known = (Known) each.getValue();
      var profile = known.standing().profile();
      if (!known.merged().isEmpty()) {
        continue;
      }
      if (!email.isEmpty() ? profile.email().equals(email) : !id.isEmpty() && profile.ids().containsValue(id)) {
        return each.getKey();
      }
    }
    return "";
  }

  private PersonView view(String key, Known known, long asOf) {
    Deciding deciding = DecideStates.of(states, key);
    Scores.Person scores = model.score(known.standing(), asOf);
    var profile = known.standing().profile();
    var account = known.standing().account();
    var solutions = new ArrayList<PersonView.Solution>();
    for (Scores.Solution each : scores.solutions()) {
      solutions.add(solution(scores, each, deciding, asOf));
    }
    solutions.sort(java.util.Comparator.comparingLong(PersonView.Solution::tenths).reversed()
        .thenComparing(PersonView.Solution::solution));
    if (solutions.size() != 1) {
      solutions.add(solution(scores, scores.all(), deciding, asOf));
    }
    List<PersonView.Criterion> fit = fit(scores);
    List<PersonView.Beside> beside = model.beside(known.standing(), asOf).stream().map(each -> new PersonView.Beside(
        each.model(), each.says(), each.scores().fit(), fit(each.scores()), solution(each.scores().lead(), Deciding.NEW, HandOverWords.NONE)))
        .toList();
    return new PersonView(profile.email().isEmpty() ? key : profile.email(), profile.name(), profile.value("title"),
        profile.persona(), account.id(), account.id().isEmpty() ? "" : account.name(), known.match(), scores.fit(), fit,
        scores.completeness(), scores.disqualified(), scores.nextQuestion(),
        scores.nextQuestion().isEmpty() ? "" : model.asks(scores.nextQuestion()),
        model.questions(known.standing(), asOf).stream().map(model::asks).toList(),
        model.declined(known.standing(), asOf).stream().map(model::asks).toList(), others(known),
        enrichment.motives(profile).motivators(), enrichment.motives(profile).painPoints(), deciding.nurtured().programme(),
        deciding.nurtured().none(), deciding.nurtured().exhausted(),
        deciding.nurtured().due() == Cell.NEVER ? Moment.NONE : Moment.of(deciding.nurtured().due()), !deciding.openHandOff().isEmpty(),
        solutions, beside, groups(account.id(), key), handOffs(key, deciding), known.consent().all(), asOf);
  }

  private static List<PersonView.Criterion> fit(Scores.Person scores) {
    return scores.fitParts().stream()
        .map(part -> new PersonView.Criterion(part.criterion(), part.value(), part.worth(), part.weight(), part.known()))
        .toList();
  }

  private List<PersonView.Candidate> others(Known known) {
    return Matching.others(known, enrichment).stream().map(other -> {
      Record company = states.heads("account").get(other.account());
      String name = company == null ? other.account() : ((AccountStage.Company) company).view().name();
      return new PersonView.Candidate(other.account(), name, other.alike() < 0 ? -1 : other.alike() / 10);
    }).toList();
  }

  private PersonView.Solution solution(Scores.Person scores, Scores.Solution of, Deciding deciding, long asOf) {
    Deciding.Track standing = Shown.standing(deciding, of.solution());
    return solution(of, deciding, HandOverWords.of(model, funnel, deciding, scores, of, standing,
        Shown.held(deciding, of.solution(), standing), asOf));
  }

  private PersonView.Solution solution(Scores.Solution of, Deciding deciding, HandOverWords words) {
    Map<String, Object> said = Shown.said(deciding, of, funnel.first());
    var parts = of.parts().stream().map(part -> new PersonView.Part(part.rule(), part.says(), part.count(), part.seen(),
        part.tenths(), part.first(), part.last(), part.fades(), lapsesAt(part), part.place(),
        part.machine(), part.earned(), part.halfLife(), part.weighs())).toList();
    boolean everything = of.solution().equals("all");
    Deciding.Track track = deciding.tracks().getOrDefault(of.solution(), Deciding.Track.NEW);
    List<String> held = Shown.held(deciding, of.solution(), track);
    return new PersonView.Solution(of.solution(), everything ? "All solutions" : model.solutionName(of.solution()),
        of.tenths(), parts, of.rating(), of.cell(), of.scenario(), of.posture(), of.step(), model.steps(of.scenario()),
        String.valueOf(said.get("stage")), track.mql(), held, of.lacking(), words.stands(), words.lifts(), words.next());
  }

  private Moment lapsesAt(Scores.Part part) {
    long after = model.lapsesAfter(part.rule());
    return after == 0 || part.count() == 0 ? Moment.NONE : Moment.of(part.last() + after);
  }

  private List<PersonView.HandedOver> handOffs(String person, Deciding deciding) {
    var ids = new ArrayList<String>();
    for (int round = 1; round <= deciding.round(); round++) {
      ids.add("hand-off/" + person + "/" + round);
    }
    if (!deciding.openHandOff().isEmpty() && !ids.contains(deciding.openHandOff())) {
      ids.add(deciding.openHandOff()); // asked for when they were still known as another
    }
    deciding.groups().values().stream().map(GroupToLifecycle.GroupStands::handOff).filter(id -> !id.isEmpty()).forEach(ids::add);
    Map<String, Record> drawers = ids.isEmpty() ? Map.of() : states.entries("assign", Stages.DESK);
    var handOffs = new ArrayList<PersonView.HandedOver>();
    for (String id : ids) {
      if (drawers.get(id) instanceof Desk.Drawer drawer) {
        drawer.given().forEach(given -> handOffs.add(new PersonView.HandedOver(id, given.ownerName(), given.target(),
            given.stands(), given.at(), given.looked())));
      }
    }
    return handOffs;
  }

  private List<PersonView.Group> groups(String account, String person) {
    var groups = new ArrayList<PersonView.Group>();
    if (account.isEmpty()) {
      return groups;
    }
    // Keys are account|solution, in order: those of one account lie together.
    for (var each : states.heads("group").subMap(account + "|", account + "}").entrySet()) {
      GroupState state = (GroupState) each.getValue();
      if (state.levelSince().isKnown()) {
        var entries = new TreeMap<String, Entry>();
        states.entries("group", each.getKey()).forEach((name, value) -> entries.put(name, (Entry) value));
        Picture picture = rules.picture(state, entries.values(), entries.get("a:" + state.coordinatedAsset()));
        groups.add(new PersonView.Group(state.solution(), model.solutionName(state.solution()), state.level().code(),
            state.levelSince().ms(), picture.engaged().size(), picture.first().map(member -> member.who().name()).orElse(""),
            picture.members().stream().anyMatch(member -> member.person().equals(person))));
      }
    }
    return groups;
  }
}
