package dev.caravan.nurture;

import dev.caravan.config.Condition;
import dev.caravan.config.ConfigNode;
import dev.caravan.model.Fact;
import dev.caravan.model.Points;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code config/nurture.yaml}; every mistake is reported at its place. */
final class NurtureReader {
  static final String ANSWERED = "answered ";
  private static final List<String> LACKING = List.of("insufficient-qualification", "insufficient-interest", "incomplete-profile");
  // What nobody but the person can have done: machines open mail, follow links, and look at pages behind them.
  private static final Map<String, Fact.ActivityKind> RESPONSES = new TreeMap<>(Stream.of(Fact.ActivityKind.FORM_SUBMIT,
      Fact.ActivityKind.EVENT, Fact.ActivityKind.SOCIAL, Fact.ActivityKind.EXTERNAL).collect(
          Collectors.toMap(Fact.ActivityKind::code, kind -> kind)));
  private static final long APART = 3 * Times.DAY;
  /** Behind a question: answered since the hand-off came to nothing. */
  static final String SINCE = " since";
  private static final Set<String> SINCE_NUMBERS = Set.of("interest", "fit", "completeness", "earned", "days");
  private static final Pattern TERMS = Pattern.compile("\\s+(?:and|or)\\s+");

  private final ConfigNode root;
  private final Nurture.Words words;
  private final Set<String> flags = new TreeSet<>();
  private final Map<String, Content> contents = new LinkedHashMap<>();
  private final Set<String> used = new TreeSet<>();

  NurtureReader(ConfigNode root, Nurture.Words words) {
    this.root = root;
    this.words = words;
    flags.add("customer");
    flags.add("fit unknown");
    words.disqualifications().forEach(reason -> flags.add("disqualified as " + reason));
    Nurture.TURNBACKS.forEach(reason -> flags.add("turned back as " + reason));
    LACKING.forEach(lack -> flags.add("lacking " + lack));
    words.solutions().forEach(each -> flags.add("solution " + each));
    words.scenarios().forEach(each -> flags.add("scenario " + each));
    words.personas().forEach(each -> flags.add("persona " + each));
    List.of("exploring", "evaluating", "deciding").forEach(each -> flags.add("posture " + each));
  }

  Nurture read() {
    root.find("content").ifPresent(node -> node.items().forEach(this::content));
    List<Programme> programmes = programmes();
    for (String name : contents.keySet()) {
      if (root.isSound() && !used.contains(name)) {
        root.get("content").items().stream().map(node -> node.get("content")).filter(node -> node.text().equals(name)).forEach(
            node -> node.report("never-sent", "no track sends \"" + name + "\"; expected it in one, or not here"));
      }
    }
    Nurture.Requalify requalify = requalify(root.get("requalify"));
    return new Nurture(programmes, root.find("apart").map(ConfigNode::duration).orElse(APART), requalify, turnbacks(),
        responses());
  }

  private Nurture.Requalify requalify(ConfigNode node) {
    return new Nurture.Requalify(node.get("points").points() / Points.TENTH, node.get("after").duration(),
        node.find("when").flatMap(when -> condition(when, SINCE_NUMBERS)).orElse(null));
  }

  private Map<Fact.ActivityKind, Response> responses() {
    var byKind = new EnumMap<Fact.ActivityKind, Response>(Fact.ActivityKind.class);
    for (ConfigNode node : root.find("responses").map(ConfigNode::items).orElse(List.of())) {
      String code = node.get("kind").oneOf(RESPONSES.keySet());
      List<String> statuses = node.get("status").texts();
      Fact.ActivityKind kind = RESPONSES.get(code);
      if (kind == null || statuses.isEmpty()) {
        continue; // reported there
      }
      var response = new Response(kind, statuses, node.origin().file() + ":" + node.origin().line());
      if (byKind.put(kind, response) != null) {
        node.get("kind").report("named-twice", "\"" + code + "\" is named twice; expected each kind once");
      }
    }
    return byKind;
  }

  private Map<String, Nurture.Requalify> turnbacks() {
    var byReason = new TreeMap<String, Nurture.Requalify>();
    ConfigNode turnback = root.get("turnback");
    for (ConfigNode node : turnback.items()) {
      String reason = node.get("reason").oneOf(Nurture.TURNBACKS);
      if (byReason.put(reason, requalify(node.get("requalify"))) != null) {
        node.get("reason").report("named-twice", "\"" + reason + "\" is named twice; expected each reason once");
      }
    }
    for (String reason : Nurture.TURNBACKS) {
      if (turnback.isSound() && !byReason.containsKey(reason)) {
        turnback.report("requalify", "nothing says when people \"turned back as " + reason + "\" may be handed over again; add"
            + " a row such as `{reason: " + reason + ", requalify: {points: 50, after: 7 days}}`");
      }
    }
    return byReason;
  }

  private void content(ConfigNode node) {
    String name = node.get("content").text();
    String solution = node.find("solution").map(ConfigNode::text).orElse("");
    if (!solution.isEmpty() && !words.solutions().contains(solution)) {
      node.get("solution").oneOf(new TreeSet<>(words.solutions()));
    }
    var content = new Content(name, node.get("title").text(), node.get("kind").oneOf(Content.Kind.class), solution,
        node.find("asks").map(ConfigNode::bool).orElse(false), node.find("offers").map(ConfigNode::text).orElse(""),
        node.find("every").isPresent(), node.origin().file() + ":" + node.origin().line());
    if (contents.put(name, content) != null) {
      node.get("content").report("named-twice", "\"" + name + "\" is named twice; expected another name");
    }
  }

  private List<Programme> programmes() {
    var programmes = new ArrayList<Programme>();
    var names = new TreeSet<String>();
    var covered = new TreeSet<String>();
    ConfigNode list = root.get("programmes");
    Condition.reportUnreachable(list.items());
    for (ConfigNode node : list.items()) {
      programme(node).ifPresent(programme -> {
        Nurture.TURNBACKS.stream().filter(reason -> programme.when().text().contains("turned back as " + reason))
            .forEach(covered::add);
        programmes.add(programme);
      });
      if (!names.add(node.get("programme").text())) {
        node.get("programme").report("named-twice", "programme \"" + node.get("programme").text()
            + "\" is named twice; expected another name");
      }
    }
    for (String reason : Nurture.TURNBACKS) {
      if (list.isSound() && !covered.contains(reason)) {
        list.report("turnback", "no programme for people \"turned back as " + reason + "\"; add one");
      }
    }
    list.items().forEach(node -> node.find("then").ifPresent(then -> follows(then, node, names)));
    rounds(list, programmes);
    return List.copyOf(programmes);
  }

  private static void follows(ConfigNode then, ConfigNode node, Set<String> names) {
    then.oneOf(names);
    if (then.text().equals(node.get("programme").text())) {
      then.report("follows-itself", "nothing of \"" + then.text() + "\" is left when it follows; expected another programme");
    } else if (node.find("tracks").isEmpty()) {
      then.report("never-exhausted", "this programme sends nothing of its own, so it never ends; expected `tracks`, or no `then`");
    }
  }

  private static void rounds(ConfigNode list, List<Programme> programmes) {
    var then = new TreeMap<String, String>();
    programmes.forEach(each -> then.put(each.name(), each.then()));
    for (ConfigNode node : list.items()) {
      String name = node.get("programme").text();
      String at = then.getOrDefault(name, "");
      for (int i = 0; i < then.size() && !at.isEmpty() && !at.equals(name); i++) {
        at = then.getOrDefault(at, "");
      }
      if (at.equals(name) && node.get("then").isSound()) {
        node.get("then").report("round-in-circles", "the programmes that follow \"" + name
            + "\" lead back to it; expected an end");
        return;
      }
    }
  }

  private Optional<Programme> programme(ConfigNode node) {
    Optional<Condition> when = condition(node.get("when"));
    Condition until = node.find("until").flatMap(this::condition).orElse(null);
    var tracks = new ArrayList<Programme.Track>();
    Cadence every = node.find("every").map(NurtureReader::cadence).orElse(null);
    Optional<ConfigNode> listed = node.find("tracks");
    if (listed.isPresent() && every == null) {
      node.report("no-cadence", "nothing says how often this programme sends; expected `every: 7 days` or `every: month`");
    } else if (listed.isEmpty() && every != null) {
      node.get("every").report("nothing-to-send", "this programme sends nothing; expected `tracks` with content, or no `every`");
    }
    listed.ifPresent(all -> {
      Condition.reportUnreachable(all.items());
      all.items().forEach(track -> track(track, every).ifPresent(tracks::add));
      if (all.isSound() && tracks.stream().noneMatch(track -> track.when().text().equals("always"))) {
        all.report("left-out", "whoever is in none of these tracks would be sent nothing; expected a last one with `when: always`");
      }
    });
    return when.map(audience -> new Programme(new NextStep.Programme(node.get("programme").text(), node.get("objective").text(),
        audience.text(), node.origin().file() + ":" + node.origin().line()), audience, until,
        every, List.copyOf(tracks), node.find("then").map(ConfigNode::text).orElse("")));
  }

  private static Cadence cadence(ConfigNode node) {
    if (node.text().equals("month")) {
      return Cadence.MONTH;
    }
    long ms = node.duration();
    if (ms < Times.DAY) {
      node.report("too-often", "\"" + node.text() + "\" is less than a day; expected `1 day` or more, or `month`");
    }
    return new Cadence(Math.max(ms, Times.DAY));
  }

  private Optional<Programme.Track> track(ConfigNode node, @Nullable Cadence every) {
    var content = new ArrayList<Content>();
    for (ConfigNode each : node.get("content").items()) {
      Content named = contents.get(each.text());
      if (named == null) {
        each.oneOf(contents.keySet());
        continue;
      }
      used.add(named.name());
      if (content.contains(named)) {
        each.report("named-twice", "\"" + named.name() + "\" is in this track already; nobody is sent anything twice");
      } else if (content.isEmpty() && named.kind() == Content.Kind.CONVERT) {
        each.report("too-early", "\"" + named.name() + "\" is there to convert; early content builds trust: expected one to"
            + " engage or to retain first");
      } else if (named.periodical() && every != null && !every.isMonthly()) {
        each.report("periodical", "\"" + named.name() + "\" appears each month; expected a programme with `every: month`");
      }
      content.add(named);
    }
    return condition(node.get("when")).map(when -> new Programme.Track(node.get("track").text(), when, List.copyOf(content)));
  }

  private Optional<Condition> condition(ConfigNode when) {
    return condition(when, Set.of());
  }

  /** A condition; where it may ask for numbers, it may ask for answers given since then, too. */
  private Optional<Condition> condition(ConfigNode when, Set<String> numbers) {
    boolean since = !numbers.isEmpty();
    var known = new TreeSet<>(flags);
    for (String term : TERMS.split(when.text().strip())) {
      String flag = term.startsWith("not ") ? term.substring(4).strip() : term;
      if (flag.startsWith(ANSWERED)) {
        String said = flag.substring(ANSWERED.length());
        if (!answer(when, since && said.endsWith(SINCE) ? said.substring(0, said.length() - SINCE.length()) : said)) {
          return Optional.empty();
        }
        known.add(flag);
      }
    }
    try {
      return Optional.of(Condition.parse(when.text(), numbers, known));
    } catch (IllegalArgumentException e) {
      when.report("condition", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Whether scoring asks such a question, and knows such an answer. */
  private boolean answer(ConfigNode when, String said) {
    int blank = said.indexOf(' ');
    String question = blank < 0 ? said : said.substring(0, blank);
    Set<String> answers = words.questions().get(question);
    if (answers == null) {
      when.report("unknown-question", "scoring.yaml asks no question \"" + question + "\"; expected one of "
          + new TreeSet<>(words.questions().keySet()));
      return false;
    }
    String answer = blank < 0 ? "" : said.substring(blank + 1).strip();
    if (blank > 0 && !answers.isEmpty() && answers.stream().noneMatch(answer::equalsIgnoreCase)) {
      when.report("unknown-answer", "scoring.yaml knows no answer \"" + answer + "\" to " + question + "; expected one of "
          + new TreeSet<>(answers));
      return false;
    }
    return true;
  }
}
