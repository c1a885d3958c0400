package dev.caravan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.cli.ReplayCommand;
import dev.caravan.cli.Starters;
import dev.caravan.cli.Terminal;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.score.ScoringModel;
import dev.caravan.score.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Generated markets, whose meetings are known: what finds them, and what else it takes for one. */
final class GroupMarkets {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MEETINGS = "Caravan, coordinated";
  private static final String ALERTS = "Caravan, every alert";
  /** An alarm this long after a story's last act is still about it. */
  private static final long AFTER = 2 * Times.HOUR;
  /** No second alarm of simple rules about the same account and solution before so long a quiet time. */
  private static final long QUIET = 30 * Times.DAY;

  /** One alarm: about an account and solution. */
  private record Alarm(String subject, long at) {}

  private record Act(String subject, String person, long at) {}

  /** Something planted: from the first taking to the last. */
  private record Story(String kind, String subject, long at, long until, Set<String> people) {
    /** A story without a single account is known by its people. */
    boolean hasAccount() {
      return !subject.startsWith("|");
    }
  }

  /**
   * How a method did at one level of noise, over all markets.
   *
   * @param planted stories of the kind asked for; {@code found} of them had an alarm while they happened
   * @param alarms in all; {@code about} of them were about such a story
   * @param delays hours from a story's first act to its alarm
   */
  record Result(String method, double noise, String kind, int planted, int found, int alarms, int about, List<Double> delays) {
    double recall() {
      return planted == 0 ? 0 : (double) found / planted;
    }

    double precision() {
      return alarms == 0 ? 0 : (double) about / alarms;
    }

    double delay() {
      return delays.isEmpty() ? 0 : delays.stream().sorted().toList().get(delays.size() / 2);
    }

    Result plus(Result other) {
      var both = new ArrayList<>(delays);
      both.addAll(other.delays);
      return new Result(method, noise, kind, planted + other.planted, found + other.found, alarms + other.alarms,
          about + other.about, both);
    }
  }

  /** Results by method, and what decoys raised: by kind, alarms of a meeting and of any level. */
  record Outcome(List<Result> results, Map<String, int[]> decoys) {}

  private final Terminal terminal;
  private final Pipeline engine;

  GroupMarkets(Terminal terminal, Pipeline engine) {
    this.terminal = terminal;
    this.engine = engine;
  }

  /** Runs a market and judges everything on it. */
  Outcome judge(Path folder, int people, long seed, double noise) throws IOException {
    Path file = folder.resolve("facts-" + seed + "-" + noise + ".ndjson");
    terminal.starters().market(file, people, seed, noise);
    JsonNode truth = JSON.readTree(file.resolveSibling("truth.json").toFile());
    var facts = new ArrayList<Fact>();
    ReplayCommand.read(terminal, file, facts, new ArrayList<>());
    Starters.Replayed replayed = terminal.starters().replay(engine, facts, OptionalLong.empty());
    var accounts = new HashMap<String, String>();
    for (Map<String, Object> line : replayed.people()) {
      if (line.get("account") instanceof String account) {
        accounts.put(String.valueOf(line.get("person")), account);
      }
    }
    List<Act> acts = acts(facts, accounts);
    List<Story> stories = stories(truth);
    Map<String, List<Alarm>> methods = methods(replayed, accounts, acts);
    var results = new ArrayList<Result>();
    for (String kind : List.of("coordinated", "groups")) {
      methods.forEach((method, alarms) -> results.add(judge(method, noise, kind, alarms, stories)));
      results.add(bestVolume(noise, kind, acts, stories));
    }
    return new Outcome(results, decoys(methods, stories, replayed.decisions()));
  }

  private Map<String, List<Alarm>> methods(Starters.Replayed replayed, Map<String, String> accounts, List<Act> acts) {
    var all = new ArrayList<Alarm>();
    var meetings = new LinkedHashMap<String, Alarm>();
    var leads = new ArrayList<Alarm>();
    for (Decision decision : replayed.decisions()) {
      if (decision instanceof Decision.Alert alert) {
        all.add(new Alarm(alert.subject(), alert.risenAt()));
      } else if (decision instanceof Decision.Group group && group.coordinated()) {
        meetings.putIfAbsent(group.subject(), new Alarm(group.subject(), group.at()));
      } else if (decision instanceof Decision.Stage stage && stage.to().equals("mql") && accounts.containsKey(stage.email())) {
        leads.add(new Alarm(accounts.get(stage.email()) + "|" + stage.solution(), stage.at()));
      }
    }
    var methods = new LinkedHashMap<String, List<Alarm>>();
    methods.put(MEETINGS, List.copyOf(meetings.values()));
    methods.put(ALERTS, all);
    methods.put("3 people in 14 days", rule(acts, 14 * Times.DAY, 0, 3));
    methods.put("best single lead: MQL", leads);
    return methods;
  }

  /** What counts as an act for simple rules: any that is worth points to the model. */
  private List<Act> acts(List<Fact> facts, Map<String, String> accounts) {
    var acts = new ArrayList<Act>();
    for (Fact fact : facts) {
      if (fact instanceof Fact.Activity activity) {
        String account = accounts.get(activity.head().subject().toLowerCase(Locale.ROOT));
        if (account != null && engine.model().matters(activity.kind())) {
          ScoringModel.Taken taken = engine.model().take(Standing.NEW, activity);
          if (taken.points() > 0 && !taken.meaning().solution().isEmpty()) {
            acts.add(new Act(account + "|" + taken.meaning().solution(), activity.head().subject(), activity.head().time()));
          }
        }
      }
    }
    acts.sort(java.util.Comparator.comparingLong(Act::at));
    return acts;
  }

  /** Alarms where so many acts or people come within a span. */
  private static List<Alarm> rule(List<Act> acts, long within, int volume, int people) {
    var lately = new HashMap<String, ArrayDeque<Act>>();
    var quietUntil = new HashMap<String, Long>();
    var alarms = new ArrayList<Alarm>();
    for (Act act : acts) {
      ArrayDeque<Act> window = lately.computeIfAbsent(act.subject(), key -> new ArrayDeque<>());
      window.add(act);
      while (window.getFirst().at() <= act.at() - within) {
        window.removeFirst();
      }
      boolean holds = volume > 0 ? window.size() >= volume : window.stream().map(Act::person).distinct().count() >= people;
      if (holds) {
        if (act.at() >= quietUntil.getOrDefault(act.subject(), Long.MIN_VALUE)) {
          alarms.add(new Alarm(act.subject(), act.at()));
        }
        quietUntil.put(act.subject(), act.at() + QUIET);
      }
    }
    return alarms;
  }

  /** Volume alone, with the threshold that would have been best, known only afterwards. */
  private static Result bestVolume(double noise, String kind, List<Act> acts, List<Story> stories) {
    long within = kind.equals("coordinated") ? 2 * Times.DAY : 14 * Times.DAY;
    return Arrays.stream(new int[] {3, 4, 5, 6, 8, 10, 12, 15, 20})
        .mapToObj(volume -> judge("volume, best threshold", noise, kind, rule(acts, within, volume, 0), stories))
        .max(java.util.Comparator.comparingDouble(result ->
            2.0 * result.found() / Math.max(1, result.planted() + result.alarms()))).orElseThrow();
  }

  private static Result judge(String method, double noise, String kind, List<Alarm> alarms, List<Story> stories) {
    List<Story> asked = stories.stream().filter(story -> story.kind().equals(kind)).toList();
    int found = 0;
    var delays = new ArrayList<Double>();
    var about = new HashSet<Alarm>();
    for (Story story : asked) {
      List<Alarm> hits = alarms.stream().filter(alarm -> isAbout(alarm, story)).toList();
      about.addAll(hits);
      if (!hits.isEmpty()) {
        found++;
        delays.add((hits.get(0).at() - story.at()) / (double) Times.HOUR);
      }
    }
    return new Result(method, noise, kind, asked.size(), found, alarms.size(), about.size(), delays);
  }

  private static boolean isAbout(Alarm alarm, Story story) {
    return alarm.subject().equals(story.subject()) && alarm.at() >= story.at() && alarm.at() <= story.until() + AFTER;
  }

  private static Map<String, int[]> decoys(Map<String, List<Alarm>> methods, List<Story> stories, List<Decision> decisions) {
    var decoys = new TreeMap<String, int[]>();
    List<Alarm> meetings = methods.getOrDefault(MEETINGS, List.of());
    List<Alarm> all = methods.getOrDefault(ALERTS, List.of());
    for (Story story : stories) {
      if (!story.kind().equals("coordinated") && !story.kind().equals("groups")) {
        int[] raised = decoys.computeIfAbsent(story.kind(), kind -> new int[3]);
        raised[0]++;
        raised[1] += story.hasAccount() ? any(meetings, story) : grouped(decisions, story, true);
        raised[2] += story.hasAccount() ? any(all, story) : grouped(decisions, story, false);
      }
    }
    return decoys;
  }

  private static int any(List<Alarm> alarms, Story story) {
    return alarms.stream().anyMatch(alarm -> isAbout(alarm, story)) ? 1 : 0;
  }

  /** Whether two of a story's people were shown in one group while it happened, and it was coordinated, or active at least. */
  private static int grouped(List<Decision> decisions, Story story, boolean coordinated) {
    return decisions.stream().anyMatch(decision -> decision instanceof Decision.Group group
        && group.at() >= story.at() && group.at() <= story.until() + AFTER
        && (coordinated ? group.coordinated() : !group.level().equals("emerging") && !group.level().equals("dormant"))
        && group.members().stream().filter(member -> story.people().contains(member.email())).count() >= 2) ? 1 : 0;
  }

  private static List<Story> stories(JsonNode truth) {
    var stories = new ArrayList<Story>();
    for (String section : List.of("coordinated", "groups", "decoys")) {
      for (JsonNode story : truth.path(section)) {
        var people = new HashSet<String>();
        story.path("people").forEach(person -> people.add(person.asText()));
        String kind = section.equals("decoys") ? story.path("kind").asText() : section;
        stories.add(new Story(kind, (story.path("account").isTextual() ? story.path("account").asText() : "") + "|" + story.path("solution").asText(),
            Times.parse(story.path("at").asText()), Times.parse(story.path("until").asText()), people));
      }
    }
    return stories;
  }
}
