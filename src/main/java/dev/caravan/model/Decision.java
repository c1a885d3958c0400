package dev.caravan.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something the house decided; it waits in the outbox until it is delivered.
 *
 * <p>{@link #id} is a business id: the same decision made again has the same id. {@link #fields} is the rest as it is
 * written to {@code decisions.ndjson} and to the outbox, in a fixed order; values are strings, longs, booleans, doubles,
 * lists and maps of these.
 */
public sealed interface Decision {

  /** What kinds there are; readers switch over it without a default. */
  enum Kind {
    SCORE, STAGE, HAND_OFF, ASSIGNMENT, ENROLMENT, LEAVE, ALERT, GROUP, NOTICE, TOUCH, TOUCH_LIMIT, CONSENT,
    RESPONSE;

    /** Whether it makes somebody or something reach a person, who can only be reached so often. */
    public boolean reaches() {
      return switch (this) {
        case HAND_OFF, ENROLMENT, TOUCH -> true;
        // An assignment is its hand-off; a notice is a word to sales about one that counted, or about none.
        case SCORE, STAGE, ASSIGNMENT, LEAVE, ALERT, GROUP, NOTICE, TOUCH_LIMIT, CONSENT, RESPONSE -> false;
      };
    }

    /** As in files and tables: {@code hand-off}. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  Kind kind();

  /** Whether it makes something reach a person; a hand-off of an account that names nobody reaches none. */
  default boolean reachesSomebody() {
    return kind().reaches() && !(this instanceof HandOff handOff && handOff.person().isEmpty());
  }

  /** Unique business id. */
  String id();

  /** The stable person id, or {@code account|solution} of a group. */
  String subject();

  /** When it was decided, in the order of knowing; epoch ms. */
  long at();

  Because because();

  Map<String, Object> fields();

  /**
   * A person's score as the CRM and Eloqua should show it. The newest replaces the one before.
   *
   * @param email the person's current e-mail, {@code ""} if none is known
   * @param shown the values by field name: fit, interest, completeness, rating, cell, stage, scenario, posture, persona,
   *     solution, next_question, programme, reason (at most 255 characters), explanation, as_of, model
   */
  record Score(String id, String subject, long at, Because because, String email, Map<String, Object> shown)
      implements Decision {
    @Override
    public Kind kind() {
      return Kind.SCORE;
    }

    @Override
    public Map<String, Object> fields() {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("email", email);
      fields.putAll(shown);
      return fields;
    }
  }

  /**
   * A person's stage for a solution changed.
   *
   * @param from {@code ""} when they are first seen
   * @param scenario by which they are on the path of {@code to}
   * @param owner of {@code to}: marketing or sales
   * @param backwards whether it is an earlier stage of the same path; {@link #because} says why
   * @param handedOverAt when marketing handed the person over to sales by this change; none if it did not
   */
  record Stage(String id, String subject, long at, Because because, String email, String solution, String from,
      String to, String scenario, String owner, boolean backwards, Moment handedOverAt) implements Decision {
    @Override
    public Kind kind() {
      return Kind.STAGE;
    }

    @Override
    public Map<String, Object> fields() {
      return map("email", email, "solution", solution, "from", from, "to", to, "scenario", scenario, "owner", owner,
          "backwards", backwards, "handed_over_at", handedOverAt.text());
    }
  }

  /**
   * Sales is asked to act.
   *
   * @param of person or group
   * @param person the person to act on (the named one of a group), by stable id
   * @param members e-mails of the people it covers, the named one first
   * @param trigger mql, hand-raise or group
   * @param action what the rep is asked to do, a sentence
   * @param text the explanation for the task, lines
   * @param profile what a new record of the person would need: {@code first_name, last_name, company, title}, as known
   */
  record HandOff(String id, String subject, long at, Because because, String of, String person, String email,
      String account, String solution, String trigger, String action, List<String> members, String text,
      Map<String, String> profile) implements Decision {
    public HandOff {
      members = List.copyOf(members);
      profile = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(profile));
    }

    /** The same, naming another person: a group's stays the group's. */
    public HandOff naming(String other) {
      return new HandOff(id, of.equals("person") ? other : subject, at, because, of, other, email, account, solution, trigger, action, members,
          text, profile);
    }

    @Override
    public Kind kind() {
      return Kind.HAND_OFF;
    }

    @Override
    public Map<String, Object> fields() {
      return map("of", of, "person", person, "email", email, "account", account, "solution", solution, "trigger",
          trigger, "action", action, "members", members, "text", text, "profile", profile);
    }
  }

  /** A step or rule of routing that was looked at; {@code why} it took the hand-off, or did not. */
  record Looked(String rule, String place, boolean took, String why) {}

  /**
   * A hand-off went to somebody. Carries all that the task needs, so that it is delivered as one record.
   *
   * @param handOff id of the hand-off
   * @param owner user id, or the queue's developer name
   * @param target deal-owner, same-owner, earlier-owner, owner, rep, pool or queue
   * @param ownerName for people
   * @param respondBy when the response clock first rings; none for never
   * @param looked what routing looked at, in order; the last one took it
   */
  record Assignment(String id, String subject, long at, Because because, HandOff handOff, String owner, String target,
      String ownerName, Moment respondBy, List<Looked> looked) implements Decision {
    public Assignment {
      looked = List.copyOf(looked);
    }

    public Assignment(String id, String subject, long at, Because because, HandOff handOff, String owner, String target,
        String ownerName, Moment respondBy) {
      this(id, subject, at, because, handOff, owner, target, ownerName, respondBy, List.of());
    }

    @Override
    public Kind kind() {
      return Kind.ASSIGNMENT;
    }

    @Override
    public Map<String, Object> fields() {
      var fields = map("hand_off", handOff.id(), "owner", owner, "target", target, "owner_name", ownerName,
          "respond_by", respondBy.text());
      fields.putAll(handOff.fields());
      fields.put("routing", looked.stream().map(each -> map("rule", each.rule(), "place", each.place(), "took", each.took(),
          "why", each.why())).toList());
      return fields;
    }
  }

  /**
   * Sales is told something, as a task: that nobody has acted on a hand-off yet, that it is somebody else's now, or that
   * somebody with a part in an open opportunity has qualified.
   *
   * @param task what the task says; its id is the task's own, but for {@code reassignment}, which moves the hand-off's
   * @param what reminder, reassignment, escalation, opportunity, alert or digest; {@code …-closed} where a task has nothing more to say
   * @param about id of the hand-off; the person for an opportunity
   * @param owner user id, or the queue's developer name
   * @param respondBy when the response clock rings next; none for never
   */
  record Notice(String id, String subject, long at, Because because, HandOff task, String what, String about, String owner,
      String ownerName, Moment respondBy) implements Decision {
    /** Whether it tells a rep of buying groups of theirs, and asks nobody to act. */
    public boolean isAlert() {
      return what.equals("alert") || what.equals("digest");
    }

    @Override
    public Kind kind() {
      return Kind.NOTICE;
    }

    @Override
    public Map<String, Object> fields() {
      var fields = map("what", what, "about", about, "hand_off", task.id(), "owner", owner, "owner_name", ownerName,
          "respond_by", respondBy.text());
      fields.putAll(task.fields());
      return fields;
    }
  }

  /** A person enters a programme. */
  record Enrolment(String id, String subject, long at, Because because, String email, String programme) implements Decision {
    @Override
    public Kind kind() {
      return Kind.ENROLMENT;
    }

    @Override
    public Map<String, Object> fields() {
      return map("email", email, "programme", programme);
    }
  }

  /** A person leaves a programme. */
  record Leave(String id, String subject, long at, Because because, String email, String programme) implements Decision {
    @Override
    public Kind kind() {
      return Kind.LEAVE;
    }

    @Override
    public Map<String, Object> fields() {
      return map("email", email, "programme", programme);
    }
  }

  /**
   * A buying group rose to a level worth telling.
   *
   * @param risenAt when it rose; the words may come later, with the hand-off, so that they tell of the whole meeting
   */
  record Alert(String id, String subject, long at, Because because, String account, String solution, String level,
      String pattern, String text, long risenAt) implements Decision {
    @Override
    public Kind kind() {
      return Kind.ALERT;
    }

    @Override
    public Map<String, Object> fields() {
      return map("account", account, "solution", solution, "level", level, "pattern", pattern, "risen_at",
          Times.text(risenAt), "text", text);
    }
  }

  /** One person's part in a buying group, as shown; {@code confirmed} by a person. */
  record Member(String person, String email, String role, String title, Moment firstAt, int activities, boolean confirmed) {}

  /**
   * A buying group as the CRM should show it. The newest replaces the one before.
   *
   * @param name what it is called, for people
   * @param level what sales has made of it (engaged, opportunity, won, lost), else how busy it is
   * @param firstPerson name of who did the earliest act that counts
   * @param opportunity id of the open one, {@code ""} for none: confirmed members become its contact roles
   */
  record Group(String id, String subject, long at, Because because, String name, String account, String solution, String level,
      boolean coordinated, String firstPerson, Moment firstAt, double completeness, List<String> missingRoles,
      List<Member> members, String summary, String opportunity) implements Decision {
    public Group {
      missingRoles = List.copyOf(missingRoles);
      members = List.copyOf(members);
    }

    @Override
    public Kind kind() {
      return Kind.GROUP;
    }

    @Override
    public Map<String, Object> fields() {
      var shown = new java.util.ArrayList<Map<String, Object>>();
      for (Member member : members) {
        shown.add(map("person", member.person(), "email", member.email(), "role", member.role(), "title",
            member.title(), "first_at", member.firstAt().text(), "activities", (long) member.activities(), "confirmed", member.confirmed()));
      }
      return map("name", name, "account", account, "solution", solution, "level", level, "coordinated", coordinated, "first_person",
          firstPerson, "first_at", firstAt.text(), "completeness", completeness, "missing_roles", missingRoles,
          "members", shown, "summary", summary, "opportunity", opportunity);
    }
  }

  /**
   * A programme touches a person: what the campaign that reads it sends next. The newest replaces the one before.
   *
   * @param content its id; a person is never sent one twice
   * @param purpose engage, convert or retain
   * @param questions what is asked along with it, the least threatening first
   * @param asks the same as people read it
   * @param offers the opt-in it offers, {@code ""} for none
   */
  record Touch(String id, String subject, long at, Because because, String email, String programme, String track,
      String content, String title, String purpose, List<String> questions, List<String> asks, String offers)
      implements Decision {
    public Touch {
      questions = List.copyOf(questions);
      asks = List.copyOf(asks);
    }

    @Override
    public Kind kind() {
      return Kind.TOUCH;
    }

    @Override
    public Map<String, Object> fields() {
      return map("email", email, "programme", programme, "track", track, "content", content, "title", title, "purpose",
          purpose, "questions", questions, "asks", asks, "offers", offers);
    }
  }

  /**
   * A person is at their limit of touches, or no longer: campaigns leave out whom Eloqua's shared list names. The newest
   * replaces the one before.
   *
   * @param list the shared list's name
   */
  record TouchLimit(String id, String subject, long at, Because because, String email, String list, boolean in)
      implements Decision {
    @Override
    public Kind kind() {
      return Kind.TOUCH_LIMIT;
    }

    @Override
    public Map<String, Object> fields() {
      return map("email", email, "list", list, "in", in);
    }
  }

  /**
   * What was said of a channel.
   *
   * @param channel email, phone or sms; for people also {@code email/<subscription group>}
   * @param out whether the person must not be reached on it; else they opted in again
   * @param by who said so: a source, or {@code form}
   * @param since when, epoch ms
   */
  record Said(String channel, boolean out, String by, long since) {}

  /**
   * What a person agrees to has changed. The newest replaces the one before; who never said no to anything has none.
   *
   * @param channels those the person opted out of, now or once
   * @param records the records of theirs that are to say so, {@code <system>:<id>}: a new one is news
   * @param again when a record of the CRM last took back a no that holds: it is told again
   */
  record Consent(String id, String subject, long at, Because because, String email, List<Said> channels,
      List<String> records, Moment again) implements Decision {
    public Consent {
      channels = List.copyOf(channels);
      records = List.copyOf(records);
    }

    @Override
    public Kind kind() {
      return Kind.CONSENT;
    }

    @Override
    public Map<String, Object> fields() {
      return map("email", email, "channels", channels.stream().map(said -> map("channel", said.channel(), "out", said.out(),
          "by", said.by(), "since", Times.text(said.since()))).toList(), "records", records, "again",
          again.text());
    }
  }

  /**
   * A person responded to a campaign: their status as its member may go up.
   *
   * @param source the system by whose word the person responded
   * @param campaign id of the campaign in the CRM, else as {@code source} knows it
   * @param did the kind of activity, as in fact files
   * @param statuses member statuses to have; the first that the campaign has is meant
   * @param time when they did it, epoch ms
   */
  record Response(String id, String subject, long at, Because because, String email, String source, String campaign,
      String did, List<String> statuses, long time) implements Decision {
    public Response {
      statuses = List.copyOf(statuses);
    }

    @Override
    public Kind kind() {
      return Kind.RESPONSE;
    }

    @Override
    public Map<String, Object> fields() {
      return map("email", email, "source", source, "campaign", campaign, "did", did, "statuses", statuses, "time",
          Times.text(time));
    }
  }

  private static Map<String, Object> map(Object... pairs) {
    var fields = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put((String) pairs[i], pairs[i + 1]);
    }
    return fields;
  }
}
