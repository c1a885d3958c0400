package dev.caravan.group;

import dev.caravan.config.ConfigNode;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import dev.caravan.score.Engagement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How groups are seen, by {@code config/groups.yaml}; pure functions over what a group keeps. */
public final class GroupRules {
  private final Patterns patterns;
  private final Sharing sharing;
  private final Roles roles;
  private final Crowd.Memory memory;
  private final long fallsAfter;
  private final long dormantAfter;
  private final long coolDown;
  private final long handOverAfter;
  private final Map<String, String> nextActions;

  private GroupRules(ConfigNode file) {
    patterns = Patterns.from(file, file.get("engaged_within").duration());
    sharing = Sharing.from(file, patterns);
    roles = Roles.from(file);
    fallsAfter = file.get("falls_after").duration();
    dormantAfter = file.get("dormant_after").duration();
    coolDown = file.get("cool_down").duration();
    handOverAfter = file.get("hand_over_after").duration();
    if (dormantAfter < fallsAfter) {
      file.get("dormant_after").report("out-of-order",
          "a group would sleep before it falls; expected at least as long as `falls_after`");
    }
    memory = new Crowd.Memory(patterns.longest(), patterns.silence(dormantAfter), patterns.usual().halfLife());
    var actions = new LinkedHashMap<String, String>();
    file.get("next_actions").entries().forEach(entry -> actions.put(entry.key(), entry.value().text()));
    nextActions = actions;
  }

  /** The room as configured; mistakes are reported at their nodes. */
  public static GroupRules from(ConfigNode groups) {
    return new GroupRules(groups);
  }

  public long coolDown() {
    return coolDown;
  }

  public long handOverAfter() {
    return handOverAfter;
  }

  /** How long somebody stays engaged after an act, ms. */
  public long engagedWithin() {
    return patterns.engagedWithin();
  }

  /** What a rep is asked to do with a group now: by its furthest posture, as long as what made its level still counts. */
  public String nextAction(GroupState state) {
    String posture = state.crowd().posture(patterns.engagedWithin());
    boolean compared = state.level() == Level.HOT && patterns.named(state.pattern()).map(by -> by.evaluating() > 0).orElse(false);
    return nextActions.getOrDefault(compared && posture.equals("exploring") ? "evaluating" : posture, "");
  }

  /** What a group is called: its account, what it is about, and the month in which it rose last. */
  public static String name(GroupState state) {
    Moment rose = state.risenAt().isNone() ? state.levelSince() : state.risenAt();
    return state.accountName() + ", " + state.solution().replace('-', ' ') + (rose.isNone() ? "" : ", " + Wording.month(rose.ms()));
  }

  /**
   * What an act made of a group.
   *
   * @param state with the level it rose to
   * @param links who used whose links; null if nothing about them changed
   * @param completed the level of the highest pattern the act completed, {@link Level#DORMANT} for none
   * @param risen whether the level rose by it
   */
  public record Seen(GroupState state, Entry member, @Nullable Entry asset, @Nullable Entry links, Level completed,
      boolean risen) {}

  /** Whether an act may tell by whose link somebody came; {@link #see} then wants what is kept of links. */
  public boolean mayTellSharing(Engagement act) {
    return !sharing.token(act.link(), act.recipient()).isEmpty();
  }

  /**
   * Takes in an act of a person.
   *
   * @param member what was kept of the person, null for nothing; so too the asset, if it was taken, and links
   * @param now the tick
   */
  public Seen see(GroupState before, @Nullable Entry member, @Nullable Entry asset, @Nullable Entry links,
      Engagement act, long now) {
    boolean counts = member == null || member.member().in();
    Crowd crowd = counts ? before.crowd().with(act, memory) : before.crowd();
    Entry.Member known = met(member == null ? null : member.member(), act, crowd);
    Entry.Uses takers = asset == null ? Entry.Uses.NONE : asset.uses();
    if (act.taken() && counts) {
      takers = sharing.taken(takers, act.person(), act.time());
    }
    String token = counts ? sharing.token(act.link(), act.recipient()) : "";
    Entry used = null;
    if (!token.isEmpty()) {
      Entry.Uses uses = Sharing.used(links == null ? Entry.Uses.NONE : links.uses(), token, act.person(), act.time());
      Entry.Shared by = Sharing.likely(uses, token).get(act.person());
      known = by == null ? known : known.sharing(by);
      used = Entry.of(uses);
    }
    GroupState state = before.crowd(crowd);
    Optional<Pattern> completed = counts
        ? patterns.completed(crowd, act, act.taken() ? sharing.takersAround(takers, act.time()) : 0,
            act.time() > now - fallsAfter)
        : Optional.empty();
    Level reached = Level.DORMANT;
    boolean risen = false;
    if (completed.isPresent()) {
      Pattern pattern = completed.get();
      reached = pattern.level() == null ? Level.DORMANT : pattern.level();
      risen = reached.compareTo(state.level()) > 0;
      String numbers = risen || pattern.sameAsset() && !state.coordinated() ? numbers(pattern, crowd, takers, act) : "";
      state = risen ? state.level(reached, now).madeBy(pattern.name(), numbers, now) : state;
      if (pattern.sameAsset() && (risen || !state.coordinated())) {
        state = state.coordinatedBy(act.asset()).madeBy(pattern.name(), numbers.isEmpty() ? state.numbers() : numbers, now);
      } else if (pattern.sameAsset() && crowd.latest().equals(Moment.of(act.time()))) {
        state = state.coordinatedBy(act.asset()); // they have met again
      }
    }
    return new Seen(state, Entry.of(known), act.taken() && counts ? Entry.of(takers) : null, used, reached, risen);
  }

  private static Entry.Member met(Entry.@Nullable Member known, Engagement act, Crowd crowd) {
    if (known == null || known.activities() == 0) {
      Entry.Member base = known == null ? Entry.Member.NOBODY : known;
      return new Entry.Member(act.who(), base.givenRole(), base.manual(), base.in(), act.time(), act.time(), act.time(),
          1, act.says(), act.about(), Entry.Shared.NOT);
    }
    boolean newest = act.time() >= known.lastAt();
    boolean back = !crowd.resumedAt().isAfter(act.time());
    long since = back && crowd.resumedAt().isAfter(known.since()) ? act.time()
        : back ? Math.min(known.since(), act.time()) : known.since();
    return new Entry.Member(act.who(), known.givenRole(), known.manual(), known.in(),
        Math.min(known.firstAt(), act.time()), since, Math.max(known.lastAt(), act.time()), known.activities() + 1, newest ? act.says() : known.did(),
        newest ? act.about() : known.about(), known.sharing());
  }

  private String numbers(Pattern pattern, Crowd crowd, Entry.Uses takers, Engagement act) {
    if (!pattern.sameAsset()) {
      return pattern.numbers(crowd, patterns.usual());
    }
    long began = sharing.meetingAt(takers);
    var people = began == Long.MAX_VALUE ? List.<String>of() : List.copyOf(sharing.from(takers, began));
    long took = people.isEmpty() ? 0 : Sharing.timeOf(takers, people.get(people.size() - 1), began) - began;
    return Wording.count(people.size(), "person", "people") + " took " + Engagement.what(act.says(), act.about())
        + " within " + Wording.span(took);
  }

  /** Takes in that somebody used a link or an e-mail without it being an act that counts; null if that tells nothing. */
  public @Nullable Entry used(@Nullable Entry links, String link, String recipient, String person, long time) {
    String token = sharing.token(link, recipient);
    Entry.Uses before = links == null ? Entry.Uses.NONE : links.uses();
    return token.isEmpty() ? null : Entry.of(Sharing.used(before, token, person, time));
  }

  /** Who else is now likely to have come by the link an act came by: stable id, and by whom. */
  public Map<String, Entry.Shared> likely(Entry links, Engagement act) {
    return Sharing.likely(links.uses(), sharing.token(act.link(), act.recipient()));
  }

  /** A member as a record now says they are. */
  public Entry introduced(Entry entry, Engagement.Who who) {
    return Entry.of(entry.member().who(who));
  }

  /** A member whom somebody came by the link of. */
  public Entry shared(Entry entry, Entry.Shared by) {
    return Entry.of(entry.member().sharing(by));
  }

  /** A member put in, taken out, confirmed or given a role by hand, at a moment. */
  public Entry byHand(@Nullable Entry entry, Engagement.Who who, String role, boolean in, long at) {
    Entry.Member member = entry == null
        ? new Entry.Member(who, "", true, in, at, at, at, 0, "", "", Entry.Shared.NOT) : entry.member();
    return Entry.of(member.byHand(role, in));
  }

  /** Uses of an asset or of links without somebody who left. */
  public Entry without(Entry uses, String person) {
    return Entry.of(Sharing.without(uses.uses(), person));
  }

  /**
   * A group without somebody who never belonged to it: no higher than the others alone have made it of late.
   *
   * @param meeting what is kept of the asset of the last meeting, without them; null for none
   */
  public GroupState left(GroupState state, String person, @Nullable Entry meeting, long now) {
    Crowd crowd = state.crowd().without(person, memory);
    GroupState after = state.crowd(crowd);
    long began = meeting == null ? Long.MAX_VALUE : sharing.meetingAt(meeting.uses());
    after = began == Long.MAX_VALUE ? after.coordinatedBy("") : after;
    Level stands = patterns.standing(crowd, fallsAfter / Times.DAY);
    Optional<Pattern> same = patterns.sameAsset();
    if (began != Long.MAX_VALUE && began > crowd.after(fallsAfter) && same.isPresent() && same.get().level() != null
        && same.get().level().compareTo(stands) > 0) {
      stands = same.get().level();
    }
    return stands.compareTo(after.level()) < 0 ? after.level(stands, now) : after;
  }

  /**
   * Whether a group is worth somebody's attention at a moment: it is active at least, and a pattern that alarms holds in a window that
   * ends then, or it has met lately. A meeting always alarms.
   *
   * @param meeting what is kept of the asset of the last meeting; null for none
   * @param now epoch ms; the newest act is the moment where that is later
   */
  public boolean alarms(GroupState state, @Nullable Entry meeting, long now) {
    Crowd crowd = state.crowd().asOf(now, memory);
    return state.level().atLeast(Level.ACTIVE)
        && (patterns.alarm(crowd) || meeting != null && sharing.hasMet(meeting.uses(), crowd.latest().or(now) - fallsAfter));
  }

  /** What the level falls to by a quiet time. */
  public GroupState quiet(GroupState state, long now) {
    if (state.lastActivity().plus(dormantAfter).isBy(now) && state.level() != Level.DORMANT) {
      return state.level(Level.DORMANT, now)
          .told(new GroupState.Told(Level.DORMANT, List.of(), state.told().at(), false));
    }
    if (state.lastActivity().plus(fallsAfter).isBy(now) && state.levelSince().plus(fallsAfter).isBy(now) && state.level().atLeast(Level.ACTIVE)) {
      return state.level(state.level().down(), now);
    }
    return state;
  }

  /** When the level may next fall; {@link Long#MAX_VALUE} for never. */
  public long fallsAt(GroupState state) {
    if (state.level() == Level.DORMANT) {
      return Long.MAX_VALUE;
    }
    long dormant = state.lastActivity().plus(dormantAfter).or(Long.MAX_VALUE);
    return state.level().atLeast(Level.ACTIVE)
        ? Math.min(dormant, state.lastActivity().orLater(state.levelSince()).plus(fallsAfter).or(Long.MAX_VALUE)) : dormant;
  }

  /** Names of the patterns that hold for a group now, for those who measure; of one asset by the takers of it. */
  public List<String> holding(GroupState state, @Nullable Entry asset, Engagement act) {
    int takers = asset == null ? 0 : sharing.takersAround(asset.uses(), act.time());
    return patterns.all().stream().filter(pattern -> patterns.holds(pattern, state.crowd(), takers))
        .map(Pattern::name).toList();
  }

  /** What a pattern says, {@code ""} for an unknown one. */
  public String says(String pattern) {
    return patterns.named(pattern).map(Pattern::says).orElse("");
  }

  /** Where a pattern stands in the configuration. */
  public String place(String pattern) {
    return patterns.named(pattern).map(Pattern::place).orElse("config/groups.yaml");
  }

  /** Everything that is told of a group at one moment; {@code meetingAsset} is what is kept of its last meeting. */
  public Picture picture(GroupState state, Iterable<Entry> entries, @Nullable Entry meetingAsset) {
    return Picture.of(state, entries, meetingAsset, patterns, sharing, roles);
  }

  /** The five lines for a rep. */
  public String text(Picture picture) {
    GroupState.Sales sales = picture.state().sales();
    return Wording.text(picture, sales.hasDeal()
        ? "Tell the owner of the open opportunity" : nextAction(picture.state()));
  }

  /** Members by their first act. */
  public static List<Entry.Member> inOrder(Iterable<Entry> entries) {
    var members = new ArrayList<Entry.Member>();
    for (Entry entry : entries) {
      if (entry.isMember() && entry.member().in()) {
        members.add(entry.member());
      }
    }
    members.sort(Comparator.comparingLong(Entry.Member::firstAt).thenComparing(Entry.Member::person));
    return List.copyOf(members);
  }
}
