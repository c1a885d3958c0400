package dev.caravan;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.caravan.model.Decision.Kind;
import java.util.Arrays;
import java.util.EnumSet;

/**
 * Every way by which something of ours reaches a person, and that each passes the touch guard. Whoever opens a new one finds
 * it missing here.
 */
@AnalyzeClasses(packages = "dev.caravan", importOptions = ImportOption.DoNotIncludeTests.class)
class TouchPathsTest {
  private static final String GUARD = "dev.caravan.lifecycle.Reaching";

  /** What each kind of decision does to a person: a new kind must say. */
  @ArchTest
  static void each_kind_of_decision_is_known_to_reach_people_or_not(JavaClasses house) {
    var reaching = EnumSet.of(
        Kind.HAND_OFF, // a task that makes somebody call
        Kind.ENROLMENT, // a list that a campaign mails by
        Kind.TOUCH); // what it mails next
    var silent = EnumSet.of(
        Kind.SCORE, Kind.STAGE, Kind.GROUP, Kind.ALERT, // shown to colleagues
        Kind.ASSIGNMENT, // delivers its hand-off, which was counted
        Kind.NOTICE, // a word to a colleague about a hand-off that was counted, or instead of one
        Kind.LEAVE, Kind.TOUCH_LIMIT, Kind.CONSENT, // make campaigns mail less
        Kind.RESPONSE); // a status in the CRM's campaign, after what the person did
    assertThat(EnumSet.complementOf(reaching)).isEqualTo(silent);
    assertThat(Arrays.stream(Kind.values()).filter(Kind::reaches)).containsExactlyInAnyOrderElementsOf(reaching);
  }

  @ArchTest
  static void what_reaches_people_goes_out_by_the_guard_alone(JavaClasses house) {
    noClasses().that().doNotHaveFullyQualifiedName(GUARD)
        .should().callMethodWhere(target(name("reach")).and(target(owner(named("dev.caravan.engine.Turn")))))
        .because("Turn.decide refuses what reaches a person; Reaching asks the guard and counts").check(house);
  }

  @ArchTest
  static void who_acts_on_somebody_is_asked_by_the_guard_alone(JavaClasses house) {
    // A trial of the desk hands over nobody: there are no people in it, and what it decides goes nowhere.
    noClasses().that().doNotHaveFullyQualifiedName(GUARD).and().doNotHaveFullyQualifiedName("dev.caravan.pipeline.DeskTrial")
        .should().callConstructorWhere(target(owner(named("dev.caravan.lifecycle.LifecycleToDesk$HandOver"))))
        .because("what the desk is asked to assign becomes a task").check(house);
    noClasses().that().doNotHaveFullyQualifiedName("dev.caravan.group.Renewals")
        .should().callConstructorWhere(target(owner(named("dev.caravan.group.GroupToDesk$AccountHandOver"))))
        .because("the hand-off of an account names nobody, and Renewals checks that").check(house);
    noClasses().that().doNotHaveFullyQualifiedName("dev.caravan.desk.AssignStage")
        .and().doNotHaveFullyQualifiedName("dev.caravan.outbox.PastDecisions") // which reads what was decided
        .should().callConstructorWhere(target(owner(named("dev.caravan.model.Decision$Assignment")))
            .and(target(name("<init>"))).and(com.tngtech.archunit.base.DescribedPredicate.describe("outside of the record itself",
                call -> !call.getOriginOwner().getName().startsWith("dev.caravan.model.")))).check(house);
  }

  @ArchTest
  static void the_guard_is_asked_where_people_are_handed_over_and_enrolled(JavaClasses house) {
    assertThat(callers(house, "handOver")).containsExactlyInAnyOrder("dev.caravan.lifecycle.HandOffs",
        "dev.caravan.lifecycle.RenewalHandOffs");
    assertThat(callers(house, "announce")).as("goes later").containsExactlyInAnyOrder("dev.caravan.lifecycle.HandOffs");
    assertThat(callers(house, "enrol")).containsExactlyInAnyOrder("dev.caravan.lifecycle.NextSteps");
    assertThat(callers(house, "touch")).containsExactlyInAnyOrder("dev.caravan.lifecycle.NextSteps");
    assertThat(callers(house, "mayFrom")).containsExactlyInAnyOrder("dev.caravan.lifecycle.NextSteps",
        "dev.caravan.lifecycle.HandOffs");
    assertThat(callers(house, "holds")).containsExactlyInAnyOrder("dev.caravan.lifecycle.HandOffs", "dev.caravan.lifecycle.NextSteps",
        "dev.caravan.lifecycle.DecideStage", "dev.caravan.lifecycle.RenewalHandOffs");
  }

  @ArchTest
  static void nothing_is_made_that_mails_or_enrols_by_another_way(JavaClasses house) {
    for (String mails : java.util.List.of("dev.caravan.model.Decision$Enrolment", "dev.caravan.model.Decision$Touch")) {
      assertThat(house.get(mails).getConstructorCallsToSelf().stream().map(call -> call.getOriginOwner().getName()))
          .as(mails).containsOnly("dev.caravan.lifecycle.NextSteps", "dev.caravan.outbox.PastDecisions"); // which reads what was decided
    }
  }

  private static java.util.Set<String> callers(JavaClasses house, String method) {
    return house.get(GUARD).getMethodCallsToSelf().stream().filter(call -> call.getTarget().getName().equals(method))
        .map(call -> call.getOriginOwner().getName()).collect(java.util.stream.Collectors.toSet());
  }

  private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> named(String name) {
    return com.tngtech.archunit.base.DescribedPredicate.describe(name, each -> each.getName().equals(name));
  }
}
