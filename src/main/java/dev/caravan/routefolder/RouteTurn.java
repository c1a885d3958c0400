package dev.caravan.routefolder;

import dev.caravan.config.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One change of plan in a context, undone when it fails half way. */
final class RouteTurn {
  private static final Logger LOG = LoggerFactory.getLogger(RouteTurn.class);
  private static final Origin NOWHERE = new Origin("routes", 1, 1);

  private final LiveRoutes live;
  private final RoutePlan before;
  private final Findings findings;
  private boolean whole = true;

  RouteTurn(LiveRoutes live, RoutePlan before, Findings findings) {
    this.live = live;
    this.before = before;
    this.findings = findings;
  }

  /** Whether, after a failure, all that ran before runs again. */
  boolean isWhole() {
    return whole;
  }

  /** @return what runs now */
  RoutePlan to(RoutePlan wanted) {
    Set<String> leaving = new LinkedHashSet<>(wanted.missing(before));
    leaving.addAll(wanted.different(before));
    Set<String> coming = new LinkedHashSet<>(before.missing(wanted));
    coming.addAll(wanted.different(before));
    RouteFile current = null;
    try {
      for (RoutePlan.Unit unit : lastFirst(before, leaving)) {
        current = unit.file();
        live.remove(unit.id());
      }
      current = null;
      around(before, wanted);
      for (RoutePlan.Unit unit : wanted.routes().values()) {
        if (coming.contains(unit.id())) {
          current = unit.file();
          live.load(unit.file());
        }
      }
      return wanted;
    } catch (Exception e) {
      LOG.debug("the change of routes failed and is undone", e);
      failed(current == null ? wanted.configurations().orElse(null) : current, e);
      return undo(wanted, leaving, coming);
    }
  }

  private RoutePlan undo(RoutePlan wanted, Set<String> leaving, Set<String> coming) {
    Map<String, RoutePlan.Unit> runs = new LinkedHashMap<>(before.routes());
    for (RoutePlan.Unit unit : lastFirst(wanted, coming)) {
      attempt(unit.file(), () -> live.remove(unit.id()));
    }
    // Those that had not been reached yet still run.
    for (RoutePlan.Unit unit : lastFirst(before, leaving)) {
      attempt(unit.file(), () -> live.remove(unit.id()));
    }
    attempt(before.configurations().orElse(null), () -> around(wanted, before));
    for (RoutePlan.Unit unit : before.routes().values()) {
      if (leaving.contains(unit.id()) && !attempt(unit.file(), () -> live.load(unit.file()))) {
        runs.remove(unit.id());
      }
    }
    return new RoutePlan(runs, before.kamelets(), before.configurations());
  }

  /** What routes lean on: templates that changed, and the route configurations. */
  private void around(RoutePlan old, RoutePlan now) throws Exception {
    for (RouteFile kamelet : old.kamelets().values()) {
      RouteFile same = now.kamelets().get(kamelet.name());
      if (same == null || !same.text().equals(kamelet.text())) {
        live.removeTemplate(kamelet.name());
      }
    }
    for (RouteFile kamelet : now.kamelets().values()) {
      if (!live.hasTemplate(kamelet.name())) {
        live.load(kamelet);
      }
    }
    if (!old.configurations().map(RouteFile::text).equals(now.configurations().map(RouteFile::text))) {
      live.configurations(old.configurations(), now.configurations());
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  private boolean attempt(@Nullable RouteFile file, Step step) {
    try {
      step.run();
      return true;
    } catch (Exception e) {
      LOG.debug("a step back failed", e);
      whole = false;
      findings.add(file == null ? NOWHERE : file.top(), "not-restored", "what ran before could not be put back: "
          + CamelTrial.sentence(e) + "; it is tried again shortly, else start the house anew");
      return false;
    }
  }

  private void failed(@Nullable RouteFile file, Exception e) {
    findings.add(file == null ? NOWHERE : file.top(), "did-not-start", "Camel could not start this: "
        + CamelTrial.sentence(e) + (before.routes().isEmpty()
        ? "; nothing of it is loaded" : "; what ran before is put back"));
  }

  /** In the order of stopping: those that begin by themselves first. */
  private static List<RoutePlan.Unit> lastFirst(RoutePlan plan, Set<String> ids) {
    List<RoutePlan.Unit> order = new ArrayList<>(plan.routes().values());
    order.removeIf(unit -> !ids.contains(unit.id()));
    Collections.reverse(order);
    return order;
  }
}
