package dev.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.host.Outcome;
import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An outcome as tests ask about it. What must hold of every outcome is checked right away. */
record Seen(List<Line> people, List<Line> groups, List<Decision> decisions) {

  Seen(Outcome outcome) {
    this(lines(outcome.people()), lines(outcome.groups()), outcome.decisions());
    assertThat(outcome.poisoned()).isEmpty();
    people.forEach(Seen::theirPartsAddUp);
    assertThat(handOffs()).extracting(Decision.HandOff::id).doesNotHaveDuplicates();
    assertThat(assignments()).as("every hand-off goes to somebody")
        .extracting(each -> each.handOff().id()).containsExactlyInAnyOrderElementsOf(handOffs().stream().map(Decision.HandOff::id).toList());
  }

  /** A line of an output file. */
  record Line(Map<String, Object> values) {
    Object get(String key) {
      assertThat(values).containsKey(key);
      return values.get(key);
    }

    String text(String key) {
      return String.valueOf(get(key));
    }

    double number(String key) {
      return ((Number) get(key)).doubleValue();
    }

    @SuppressWarnings("unchecked")
    List<String> list(String key) {
      return (List<String>) get(key);
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> rows(String key) {
      return (List<Map<String, Object>>) get(key);
    }

    /** Points of one part, 0 when it is not shown. */
    double points(String rule) {
      return rows("parts").stream().filter(part -> part.get("rule").equals(rule)).mapToDouble(part -> (double) part.get("points")).sum();
    }

    List<Object> members() {
      return rows("members").stream().map(member -> member.get("person")).toList();
    }

    @SuppressWarnings("unchecked")
    Object first() {
      return ((Map<String, Object>) get("first")).get("person");
    }
  }

  private static void theirPartsAddUp(Line line) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map<String, Object> part : line.rows("parts")) {
      sum = sum.add(BigDecimal.valueOf((double) part.get("points")));
    }
    assertThat(sum).as("parts of %s", line.values()).isEqualByComparingTo(BigDecimal.valueOf(line.number("interest")));
  }

  private static List<Line> lines(Iterable<Map<String, Object>> values) {
    var lines = new ArrayList<Line>();
    values.forEach(each -> lines.add(new Line(each)));
    return List.copyOf(lines);
  }

  /** The person's line for a solution. */
  Line line(Given.Who who, String solution) {
    return people.stream().filter(line -> line.get("person").equals(who.email()) && line.get("solution").equals(solution)).findFirst()
        .orElseThrow(() -> new AssertionError("no line of " + who.email() + " for " + solution + " in " + people));
  }

  double interest(Given.Who who, String solution) {
    return line(who, solution).number("interest");
  }

  /** The group's line, failing if there is none. */
  Line group(String account, String solution) {
    return groups.stream().filter(line -> line.get("account").equals(account) && line.get("solution").equals(solution)).findFirst()
        .orElseThrow(() -> new AssertionError("no group of " + account + " for " + solution + " in " + groups));
  }

  <D extends Decision> List<D> all(Class<D> kind) {
    return decisions.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The stages somebody came to for a solution, in order. */
  List<Decision.Stage> stages(Given.Who who, String solution) {
    return all(Decision.Stage.class).stream()
        .filter(stage -> stage.subject().equals(who.email()) && stage.solution().equals(solution)).toList();
  }

  List<Decision.HandOff> handOffs() {
    return all(Decision.HandOff.class);
  }

  List<Decision.Assignment> assignments() {
    return all(Decision.Assignment.class);
  }

  List<Decision.Alert> alerts() {
    return all(Decision.Alert.class);
  }

  List<Decision.Enrolment> enrolments() {
    return all(Decision.Enrolment.class);
  }

  /** What programmes sent somebody, in order. */
  List<Decision.Touch> touches(Given.Who who) {
    return all(Decision.Touch.class).stream().filter(touch -> touch.email().equals(who.email())).toList();
  }

  /** The newest of what the CRM was told of a person. */
  Decision.Score told(Given.Who who) {
    return all(Decision.Score.class).stream().filter(score -> score.email().equals(who.email()))
        .reduce((earlier, later) -> later).orElseThrow(() -> new AssertionError("nothing was told of " + who.email()));
  }

  /** The one hand-off there is. */
  Decision.HandOff handOff() {
    assertThat(handOffs()).hasSize(1);
    return handOffs().get(0);
  }

  /** The one assignment there is. */
  Decision.Assignment assignment() {
    assertThat(assignments()).hasSize(1);
    return assignments().get(0);
  }

  /** A moment after the start as output files write it. */
  static String time(long moment) {
    return Times.text(Given.START + moment);
  }
}
