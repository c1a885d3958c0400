package dev.caravan.score;

import dev.caravan.account.AccountToScore;
import dev.caravan.engine.Cell;
import dev.caravan.engine.FactMessage;
import dev.caravan.engine.GoLive;
import dev.caravan.engine.Handlers;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.enrich.AccountView;
import dev.caravan.enrich.Enrichment;
import dev.caravan.enrich.Profile;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Key: a person. Keeps who they are and what they did, finds the account among what domains say, and tells decide what
 * it amounts to and the account's groups what was done.
 */
public final class ScoreStage implements Stage<Known, ScoreStage.Never> {
  public static final String CRM = "crm";
  public static final String BY_HAND = "manual";
  private static final long[] NOTHING_TOLD = new long[0];
  /** Types under which Eloqua names what is not all mail. */
  private static final Set<String> GROUPS = Set.of("emailgroup", "email group");

  /** This stage keeps nothing under names. */
  record Never() {}

  private final Enrichment enrichment;
  private final ScoringModel model;
  private final GroupNews groups;
  private final Responses responses;
  private final String version;
  private final GoLive goLive;
  private final Handlers<Known, Never> handlers;

  public ScoreStage(Enrichment enrichment, ScoringModel model, Responses responses, String version, GoLive goLive) {
    this.goLive = goLive;
    this.groups = new GroupNews(enrichment, model);
    this.responses = responses;
    this.enrichment = enrichment;
    this.model = model;
    this.version = version;
    handlers = handling();
  }

  @Override
  public String name() {
    return "score";
  }

  @Override
  public Class<Known> headType() {
    return Known.class;
  }

  @Override
  public Class<Never> entryType() {
    return Never.class;
  }

  @Override
  public Known fresh(String key) {
    return Known.fresh("");
  }

  @Override
  public Handlers<Known, Never> handlers() {
    return handlers;
  }

  private Handlers<Known, Never> handling() {
    return new Handlers<Known, Never>()
        .on(FactMessage.Did.class, (turn, did) -> did(turn, turn.head(), did.fact()))
        .on(FactMessage.PersonSaid.class, this::personSaid)
        .on(AccountToScore.Verdict.class, this::verdict)
        .on(AccountToScore.AlikeNames.class, this::alikeNames)
        .on(AccountToScore.AccountLooks.class, this::accountLooks)
        .on(FactMessage.SalesSaid.class, this::salesSaid)
        .on(FactMessage.Touched.class, this::touched)
        .on(FactMessage.OwnerSaid.class, (turn, said) -> groups.sales(turn, ScoreToGroup.SaidOf.OWNER, ""))
        .on(AccountToScore.HowInterested.class, groups::interest)
        .on(FactMessage.ConsentReleased.class, (turn, said) -> consent(turn, ""))
        .on(FactMessage.TakesIn.class, this::takesIn)
        .on(FactMessage.MergedInto.class, this::mergedInto);
  }

  private void personSaid(Turn<Known, Never> turn, FactMessage.PersonSaid said) {
    Known known = turn.head();
    Fact.Person fact = said.fact();
    Profile profile = enrichment.learn(known.standing().profile(), fact);
    turn.head(known.standing(known.standing().profile(profile)).consent(known.consent().said(fact, enrichment.isMarketing(fact))));
    responses.tell(turn);
    match(turn);
    tell(turn, fact.head().id());
    groups.introduce(turn, known);
    consents(turn, known, fact.head().id());
  }

  private void verdict(Turn<Known, Never> turn, AccountToScore.Verdict verdict) {
    Known known = turn.head();
    var heard = new TreeMap<>(known.heard());
    heard.put(verdict.domain(), new Known.Heard(verdict.account(), verdict.reason(), verdict.candidates()));
    turn.head(known.heard(heard, known.looks()));
    match(turn);
    tell(turn, "");
  }

  private void alikeNames(Turn<Known, Never> turn, AccountToScore.AlikeNames names) {
    Known known = turn.head();
    var alike = new TreeMap<>(known.alike());
    if (names.found().isEmpty()) {
      alike.remove(names.block());
    } else {
      alike.put(names.block(), names.found());
    }
    turn.head(known.alike(alike));
    if (match(turn)) {
      tell(turn, "");
    }
  }

  private void accountLooks(Turn<Known, Never> turn, AccountToScore.AccountLooks looks) {
    Known known = turn.head();
    var views = new TreeMap<>(known.looks());
    views.put(looks.view().id(), looks.view());
    turn.head(known.heard(known.heard(), views));
    match(turn);
    tell(turn, "");
  }

  private void salesSaid(Turn<Known, Never> turn, FactMessage.SalesSaid sales) {
    Known known = turn.head();
    if (sales.fact().status().equals("rejected") && sales.fact().reason().equals("wrong-answers")) {
      turn.head(known.standing(model.voidAnswers(known.standing(), sales.fact().head().time())));
      tell(turn, sales.fact().head().id());
    }
    if (!sales.fact().head().follows()) {
      groups.sales(turn, sales.fact().status(), sales.fact().reason());
    }
  }

  private void touched(Turn<Known, Never> turn, FactMessage.Touched touched) {
    if (touched.isBySales()) {
      groups.sales(turn, touched.fact().channel(), "");
    }
  }

  private void takesIn(Turn<Known, Never> turn, FactMessage.TakesIn other) {
    Known known = turn.head();
    turn.head(known.others(known.others().and(other.person(), turn.tick())));
  }

  private void mergedInto(Turn<Known, Never> turn, FactMessage.MergedInto merged) {
    Known known = turn.head();
    groups.leave(turn, known, merged.into());
    turn.head(Known.fresh(merged.into()));
    turn.alarm(Cell.NEVER);
  }

  @Override
  public void alarm(Turn<Known, Never> turn) {
    List<Known.Waiting> due = turn.head().waiting();
    if (!due.isEmpty()) {
      turn.head(turn.head().waiting(due.stream().filter(each -> each.due() > turn.tick()).toList()));
      for (Known.Waiting each : due) {
        if (each.due() <= turn.tick()) {
          groups.did(turn, each.act());
        }
      }
    }
    if (turn.head().steady() <= turn.tick()) {
      tell(turn, "");
    } else {
      ring(turn);
    }
  }

  private void did(Turn<Known, Never> turn, Known before, Fact.Activity told) {
    if (told.kind() == Fact.ActivityKind.EMAIL_SEND && !model.counts(told.kind())) {
      sent(turn, before, told);
      return;
    }
    Known known = before;
    Fact.Activity activity = enrichment.heard(told);
    String subject = told.head().subject();
    Profile profile = known.standing().profile();
    if (profile.email().isEmpty() && subject.indexOf('@') > 0) {
      known = known.standing(known.standing().profile(profile.email(subject)));
      turn.head(known);
      match(turn);
      known = turn.head();
    }
    if (!activity.fields().isEmpty()) {
      Profile learned = enrichment.learn(known.standing().profile(), activity);
      if (!learned.equals(known.standing().profile())) {
        turn.head(known.standing(known.standing().profile(learned)));
        groups.introduce(turn, known);
        known = turn.head();
      }
    }
    switch (activity.kind()) {
      case UNSUBSCRIBE -> known = known.consent(known.consent().out(Consent.EMAIL, group(activity), activity.head().time(),
          activity.head().source()));
      case SUBSCRIBE -> known = known.consent(known.consent().in(Consent.EMAIL, group(activity), activity.head().time(),
          activity.head().source()));
      case BOUNCEBACK -> known = known.consent(known.consent().bounces(activity.head().time()));
      case FORM_SUBMIT -> {
        for (String channel : enrichment.optsIn(activity)) {
          known = known.consent(known.consent().in(channel, "", activity.head().time(), "form"));
        }
      }
      case EMAIL_SEND, EMAIL_OPEN, EMAIL_CLICK, WEB_VISIT, PAGE_VIEW, EVENT, SOCIAL, CALL, EXTERNAL -> { }
    }
    ScoringModel.Taken taken = model.take(known.standing(), activity);
    known = taken.standing() == known.standing() ? known : known.standing(taken.standing());
    turn.head(known);
    groups.forget(turn, known, taken.machine());
    responses.did(turn, activity);
    known = turn.head();
    if (!taken.changed() && known.standing().profile() == before.standing().profile()
        && known.consent() == before.consent()) {
      GroupNews.followed(turn, known, activity, taken.meaning().solution());
      return; // kept in the journal, worth nothing
    }
    if (taken.points() > 0 && !taken.meaning().solution().isEmpty()) {
      var act = new Known.Act(activity.head().id(), activity.head().time(), taken.meaning().solution(),
          taken.meaning().asset(), taken.meaning().taken(), raised(taken, activity), taken.meaning().says(),
          activity.asset().name(), GroupNews.link(activity), activity.detail("recipient"));
      if (activity.kind() == Fact.ActivityKind.EMAIL_CLICK) {
        var waiting = new ArrayList<>(known.waiting());
        waiting.add(new Known.Waiting(act, Math.max(turn.tick(), act.time()) + ScoringModel.MACHINE_BURST));
        turn.head(known.waiting(List.copyOf(waiting)));
      } else {
        groups.did(turn, act);
      }
    }
    tell(turn, activity.head().id());
    if (turn.head().consent() != before.consent()) {
      groups.introduce(turn, before);
      consents(turn, before, activity.head().id());
    }
  }

  /** Tells other systems of a channel that was closed, or opened again by the person; a record new to us must hear it too. */
  private void consents(Turn<Known, Never> turn, Known before, String fact) {
    Known known = turn.head();
    if (known.consent().words().isEmpty()) {
      return;
    }
    Profile profile = known.standing().profile();
    List<Decision.Said> told = known.consent().told();
    boolean news = known.consent().differsFrom(before.consent())
        || !told.isEmpty() && !profile.ids().equals(before.standing().profile().ids());
    if (news && goLive.acts(turn.tick())) {
      consent(turn, fact);
    }
  }

  private void consent(Turn<Known, Never> turn, String fact) {
    Known known = turn.head();
    Profile profile = known.standing().profile();
    turn.decide(new Decision.Consent("consent/" + turn.key(), turn.key(), turn.tick(),
        Because.of("what the person agrees to has changed", "consent", "", version, fact), profile.email(), known.consent().told(),
        profile.ids().entrySet().stream().map(id -> id.getKey() + ":" + id.getValue()).sorted().toList(),
        known.consent().contradictedAt()));
  }

  /** The subscription group an act is about, {@code ""} for all mail. */
  private static String group(Fact.Activity activity) {
    return GROUPS.contains(activity.asset().type().toLowerCase(Locale.ROOT)) ? activity.asset().name() : "";
  }

  /** A mail was sent: of use only to tell whose the clicks in it are. */
  private void sent(Turn<Known, Never> turn, Known before, Fact.Activity activity) {
    ScoringModel.Taken taken = model.take(before.standing(), activity);
    turn.head(before.standing(taken.standing()));
    if (!taken.machine().isEmpty()) {
      groups.forget(turn, turn.head(), taken.machine());
      tell(turn, activity.head().id());
    }
  }

  private static boolean raised(ScoringModel.Taken taken, Fact.Activity activity) {
    return taken.standing().handRaise(taken.meaning().solution()).equals(activity.head().id());
  }

  /** Finds the account anew; whether that changed anything but what is known of the account. */
  private boolean match(Turn<Known, Never> turn) {
    Known known = turn.head();
    Matching.Match found = Matching.of(known, enrichment);
    String id = found.account();
    AccountView view = id.isEmpty() ? AccountView.NONE
        : known.looks().getOrDefault(id, new AccountView(id, Map.of(), Set.of(), Map.of()));
    boolean moved = !view.id().equals(known.standing().account().id());
    if (moved) {
      groups.leave(turn, known);
    }
    turn.head(known.matched(view, found.how()));
    groups.account(turn, known.standing().account());
    if (moved && !id.isEmpty()) {
      groups.retell(turn);
    }
    return moved || !found.how().equals(known.match());
  }

  /** Tells decide how the person stands, and wakes up when time alone may have changed it. */
  private void tell(Turn<Known, Never> turn, String fact) {
    Known known = turn.head();
    Scores.Person scores = model.scoreBySolution(known.standing(), turn.tick());
    List<Scores.Beside> beside = model.beside(known.standing(), turn.tick());
    List<long[]> before = turn.tick() == known.scored().tick() ? known.told() : told(known.told(), known.scored().tenths());
    var now = new Known.LastScore(turn.tick(), Scores.interests(scores, beside));
    List<long[]> told = told(before, now.tenths());
    long until = model.steadyUntil(known.standing(), scores, turn.tick(), told.get(0));
    if (!beside.isEmpty()) {
      until = Math.min(until, model.steadyUntil(known.standing(), beside, turn.tick(), told.subList(1, told.size())));
    }
    turn.head(known.scored(before, now, until));
    ring(turn);
    Profile profile = known.standing().profile();
    Map<String, String> answers = model.answers(known.standing(), turn.tick());
    turn.send(Stages.DECIDE, turn.key(), new ScoreToLifecycle.Scored(profile.email(), profile.name(), profile.value("title"),
        profile.value("company"), profile.persona(), known.standing().account(), known.match(),
        known.consent().emailOut(), known.consent().phoneOut(), known.consent().bounced(), scores, beside, until, fact,
        place(profile), answers, ScoringModel.answeredAt(known.standing(), answers), known.consent().emailUnreadable(), profile.written()));
  }

  private static ScoreToLifecycle.Place place(Profile profile) {
    String record = "none";
    for (String id : profile.ids().values()) {
      record = id.startsWith("003") ? "contact" : id.startsWith("00Q") && record.equals("none") ? "lead" : record;
    }
    return new ScoreToLifecycle.Place(record, profile.value("country"), profile.value("state"));
  }

  /** What the CRM may have been told last of each model, once it could be told these interests too. */
  private List<long[]> told(List<long[]> before, List<Long> tenths) {
    var told = new ArrayList<long[]>(tenths.size());
    for (int i = 0; i < tenths.size(); i++) {
      told.add(model.told(i < before.size() ? before.get(i) : NOTHING_TOLD, tenths.get(i)));
    }
    return told;
  }

  private static void ring(Turn<Known, Never> turn) {
    long ring = turn.head().steady();
    for (Known.Waiting each : turn.head().waiting()) {
      ring = Math.min(ring, each.due());
    }
    turn.alarm(ring);
  }
}
