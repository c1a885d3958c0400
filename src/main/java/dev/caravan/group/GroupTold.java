package dev.caravan.group;

import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A group in lines and decisions, for records and files. */
public final class GroupTold {
  private GroupTold() {}

  /** Whether there is something an alert has not told: a higher level, or a new role. */
  static boolean news(GroupState state, Picture picture) {
    return state.level().compareTo(state.told().level()) > 0
        || state.told().level().atLeast(Level.ACTIVE) && !state.told().roles().containsAll(picture.rolesThere());
  }

  /** What must not be done to the person a task names, a line each, before anything else is said; often nothing. */
  static String warning(Entry.Member named) {
    String name = named.who().name();
    return (named.who().emailOut() ? "Do not e-mail " + name + ", who has opted out of e-mail.\n" : "")
        + (named.who().phoneOut()
            ? "Do not phone " + name + " unless they asked you to: they have opted out of phone calls.\n" : "");
  }

  /** The level as the CRM shows it: what sales has made of the group goes before how busy it is. */
  private static String stands(GroupState state) {
    return state.sales().phase().isEmpty() || state.level() == Level.DORMANT && state.sales().phase().equals("engaged")
        ? state.level().code() : state.sales().phase();
  }

  static Decision.Group decision(GroupRules rules, String key, long at, Picture picture, Because because) {
    GroupState state = picture.state();
    var shown = new ArrayList<Decision.Member>();
    for (Entry.Member member : picture.members()) {
      shown.add(new Decision.Member(member.person(), member.who().email(), picture.role(member), member.who().title(),
          Moment.of(member.firstAt()), member.activities(), member.manual()));
    }
    return new Decision.Group("group/" + key, key, at, because, GroupRules.name(state), state.account(), state.solution(),
        stands(state), state.coordinated(), picture.first().map(member -> member.who().name()).orElse(""),
        picture.first().map(first -> Moment.of(first.since())).orElse(Moment.NONE),
        picture.completeness() / 100.0, picture.missing(), shown, rules.text(picture),
        state.sales().hasDeal() ? state.sales().opportunity() : "");
  }

  /** The line of {@code groups.ndjson} as of a moment, epoch ms. */
  public static Map<String, Object> line(GroupRules rules, GroupState state, Map<String, Entry> entries, long asOf) {
    Entry meetingAsset = entries.get("a:" + state.coordinatedAsset());
    Picture picture = rules.picture(state, entries.values(), meetingAsset);
    List<Entry.Member> members = picture.members();
    var line = new LinkedHashMap<String, Object>();
    line.put("account", state.account());
    line.put("solution", state.solution());
    line.put("level", state.level().code());
    line.put("coordinated", state.coordinated());
    var first = new LinkedHashMap<String, Object>();
    if (!members.isEmpty()) { // of all its history, where a record shows whose act began this wave
      first.put("person", members.get(0).shownAs());
      first.put("at", Times.text(members.get(0).firstAt()));
    }
    line.put("first", first);
    line.put("members", members.stream().map(member -> member(picture, member)).toList());
    line.put("sharing", picture.edges().stream().map(edge -> edge(picture, edge)).toList());
    line.put("completeness", picture.completeness() / 100.0);
    line.put("missing_roles", picture.missing());
    line.put("alerted_at", state.told().at().stream().map(Times::text).toList());
    line.put("pattern", state.pattern());
    line.put("numbers", state.numbers());
    line.put("signs", picture.signs().stream().map(sign -> {
      var told = new LinkedHashMap<String, Object>();
      told.put("pattern", sign.name());
      told.put("numbers", sign.numbers());
      return told;
    }).toList());
    line.put("engagement", picture.engagement());
    line.put("waits_for", HandOffLines.waits(state, rules.alarms(state, meetingAsset, asOf)));
    line.put("hand_offs", HandOffLines.of(state));
    line.put("sales", state.sales().phase().isEmpty() ? null : state.sales().phase());
    line.put("opportunity", state.sales().opportunity().isEmpty() ? null : state.sales().opportunity());
    return line;
  }

  private static Map<String, Object> member(Picture picture, Entry.Member member) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("person", member.shownAs());
    shown.put("role", picture.role(member));
    shown.put("first_at", Times.text(member.firstAt()));
    shown.put("last_at", Times.text(member.lastAt()));
    shown.put("activities", (long) member.activities());
    shown.put("by_hand", member.manual());
    return shown;
  }

  private static Map<String, Object> edge(Picture picture, Picture.Edge edge) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("from", picture.shownAs(edge.from()));
    shown.put("to", picture.shownAs(edge.to()));
    shown.put("evidence", edge.isLikely() ? "likely" : "possible");
    shown.put("because", edge.because());
    return shown;
  }
}
