package dev.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.pipeline.PersonView;
import dev.caravan.host.Outcome;
import dev.caravan.host.embedded.Replay;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Facts of a small world, told as sentences, and what the shipped rooms make of them.
 *
 * <p>Time counts from {@link #START}; {@link #days}, {@link #hours} and {@link #minutes} give moments after it.
 */
final class Given {
  /** A Monday morning. */
  static final long START = Times.parse("2026-01-05T09:00:00Z");

  private static final Pipeline ENGINE = Pipeline.of(Practice.settings());

  private final Pipeline engine;
  private final List<Fact> facts = new ArrayList<>();
  private int told;

  Given() {
    this(ENGINE);
  }

  /** The same rooms under other settings. */
  Given(Pipeline engine) {
    this.engine = engine;
  }

  /** The same world, to be told on. */
  Given(Given world) {
    engine = world.engine;
    facts.addAll(world.facts);
    told = world.told;
  }

  static long days(double n) {
    return Math.round(n * Times.DAY);
  }

  static long hours(double n) {
    return Math.round(n * Times.HOUR);
  }

  static long minutes(double n) {
    return Math.round(n * Times.MINUTE);
  }

  /** All facts, in the order they were told. */
  List<Fact> facts() {
    return List.copyOf(facts);
  }

  /** The account most cases are about: a large healthcare company in the US, owned by rep 005A. */
  Given targetAccount(String id, String domain) {
    return account(id, "name", "Halden Health", "website", "https://www." + domain, "industry", "Healthcare", "employees",
        "12000", "country", "US", "owner", "005A");
  }

  Given account(String id, String... values) {
    return accountAt(0, id, values);
  }

  Given accountAt(long at, String id, String... values) {
    facts.add(new Fact.Account(head("salesforce", "account-" + id, id, at), map(values)));
    return this;
  }

  Given rep(String id, boolean active) {
    return repAt(0, id, active);
  }

  Given repAt(long at, String id, boolean active) {
    facts.add(new Fact.User(head("salesforce", "user-" + id, id, at), "Rep " + id, id + "@caravan.example", active, "UTC"));
    return this;
  }

  Given opportunity(long at, String account, String solution, boolean won, String owner) {
    facts.add(new Fact.Opportunity(head("salesforce", "opportunity", "006" + told, at), account, solution, "new",
        won ? "Closed Won" : "Discovery", won, won ? Times.text(START + at) : "", 0, "USD", owner, List.of()));
    return this;
  }

  /** How an opportunity of the solution stands, and who has a part in it: stages as a CRM names them. */
  Given deal(String id, String solution, String kind, String stage, long amount, long at, Who... people) {
    boolean closed = stage.startsWith("Closed");
    facts.add(new Fact.Opportunity(head("salesforce", id, id, at), "", solution, kind, stage, stage.equals("Closed Won"),
        closed ? Times.text(START + at) : "", amount, "USD", "005A",
        java.util.Arrays.stream(people).map(who -> new Fact.ContactRole(who.email(), "Decision Maker")).toList()));
    return this;
  }

  Given contract(String account, String solution, long ends) {
    facts.add(new Fact.Contract(head("salesforce", "contract", "800" + told, 0), account, solution, Times.text(START + ends)));
    return this;
  }

  /** A contract that became known at a moment. */
  Given contractAt(long at, String account, String solution, long ends) {
    facts.add(new Fact.Contract(head("salesforce", "contract", "800" + told, at), account, solution, Times.text(START + ends)));
    return this;
  }

  /** Somebody whose name nobody knows yet. */
  Who visitor(String browser) {
    return new Who("eloqua-visitor:" + browser);
  }

  /** An opportunity as it stands at a moment: {@code Discovery, Closed Won, Closed Lost}. */
  Given deal(long at, String id, String account, String solution, String stage) {
    boolean closed = stage.startsWith("Closed");
    facts.add(new Fact.Opportunity(head("salesforce", "deal", id, at), account, solution, "new", stage,
        stage.equals("Closed Won"), closed ? Times.text(START + at) : "", 0, "USD", "005A", List.of()));
    return this;
  }

  /** Somebody by e-mail. */
  Who person(String email) {
    return new Who(email);
  }

  /** Somebody of the target kind whose profile is complete: fit 94. */
  Who director(String email) {
    return new Who(email).says("first_name", "Dana", "last_name", "Reyes", "title", "Client Experience Director",
        "company", "Halden Health", "country", "US", "phone", "+12025550100", "industry", "Healthcare", "employees", "12000");
  }

  /** A fact of its own kind. */
  Given adds(Fact fact) {
    facts.add(fact);
    return this;
  }

  /** The last fact told became known only now. */
  Given knownAt(long at) {
    Fact last = facts.remove(facts.size() - 1);
    facts.add(last.with(last.head().recordedAt(START + at)));
    return this;
  }

  /** What comes of it when a moment has passed; every outcome is checked for what must always hold. */
  Seen after(long moment) {
    return new Seen(outcome(moment));
  }

  /** The same, as the host tells it. */
  Outcome outcome(long moment) {
    return new Replay(engine, 1).run(facts, START + moment);
  }

  static Pipeline shipped() {
    return ENGINE;
  }

  /** The rooms under the shipped settings but for some passages: file, what stands there, what stands there instead. */
  static Pipeline engine(String... changes) {
    if (changes.length == 0) {
      return ENGINE;
    }
    try {
      Path folder = Files.createTempDirectory("settings");
      for (String name : Configuration.NAMES) {
        String text = Files.readString(Practice.folder().resolve(name + ".yaml"));
        for (int i = 0; i < changes.length; i += 3) {
          if (changes[i].equals(name)) {
            assertThat(text).contains(changes[i + 1]);
            text = text.replace(changes[i + 1], changes[i + 2]);
          }
        }
        Files.writeString(folder.resolve(name + ".yaml"), text);
      }
      return Pipeline.of(Configuration.load(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What comes of it with the last fact. */
  Seen seen() {
    return after(last());
  }

  /** What is said of somebody with the last fact. */
  PersonView explained(Who who) {
    Outcome outcome = new Replay(engine).run(facts, Long.MAX_VALUE);
    return engine.person(outcome.states(), who.email(), outcome.asOf()).orElseThrow();
  }

  private long last() {
    return facts.stream().mapToLong(fact -> fact.head().recorded()).max().orElse(START) - START;
  }

  private Fact.Head head(String source, String what, String subject, long at) {
    return new Fact.Head(source, what + "-" + (10_000 + told++), subject, START + at, START + at, "");
  }

  private static Map<String, String> map(String... pairs) {
    var map = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /** What one person says and does. */
  final class Who {
    private final String email;

    private Who(String email) {
      this.email = email;
    }

    String email() {
      return email;
    }

    private String contact() {
      return email.indexOf('@') > 0 ? "c-" + email : "";
    }

    /** Somebody nobody knows is known by their browser. */
    private Map<String, String> browser() {
      return email.indexOf('@') > 0 ? Map.of() : Map.of("visitor", email.substring(email.indexOf(':') + 1));
    }

    /** An Eloqua contact record, known from the start. */
    Who says(String... values) {
      return saysAt(0, values);
    }

    Who saysAt(long at, String... values) {
      facts.add(new Fact.Person(head("eloqua", "contact", email, at), Map.of("eloqua", "c-" + email), map(values)));
      return this;
    }

    /** A Salesforce contact of an account. */
    Who isContactOf(String account) {
      facts.add(new Fact.Person(head("salesforce", "contact", email, 0), Map.of("salesforce", "003" + email), map("account", account)));
      return this;
    }

    /** What somebody wrote into the CRM contact. */
    Who inCrmAt(long at, String... values) {
      facts.add(new Fact.Person(head("salesforce", "contact", email, at), Map.of("salesforce", "003" + email), map(values)));
      return this;
    }

    /** Sends the form of an asset, {@code solution | kind | title}; a download is one. */
    Who takes(String asset, long at) {
      return does(Fact.ActivityKind.FORM_SUBMIT, asset, at, Map.of());
    }

    Who takes(String asset, long at, String question, String answer) {
      return does(Fact.ActivityKind.FORM_SUBMIT, asset, at, Map.of(question, answer));
    }

    Who views(String page, long at) {
      return does(Fact.ActivityKind.PAGE_VIEW, page, at, Map.of());
    }

    /** Clicks a link of a mail. */
    Who clicks(String mail, String copy, String link, long at) {
      return mailed(Fact.ActivityKind.EMAIL_CLICK, mail, Map.of("recipient", copy, "link", link), at);
    }

    /** A copy of a mail is sent to them. */
    Who isSent(String mail, String copy, long at) {
      return mailed(Fact.ActivityKind.EMAIL_SEND, mail, Map.of("recipient", copy), at);
    }

    private Who mailed(Fact.ActivityKind kind, String mail, Map<String, String> details, long at) {
      facts.add(new Fact.Activity(head("eloqua", kind.code(), email, at), kind, contact(),
          new Fact.Asset("Email", "m" + mail.hashCode(), mail), "", Map.of(), details));
      return this;
    }

    Who does(Fact.ActivityKind kind, long at) {
      return does(kind, "", at, Map.of());
    }

    Who does(Fact.ActivityKind kind, String asset, long at, Map<String, String> fields) {
      return does(kind, asset, at, fields, Map.of());
    }

    private Who does(Fact.ActivityKind kind, String asset, long at, Map<String, String> fields, Map<String, String> details) {
      var named = asset.isEmpty() ? Fact.Asset.NONE
          : new Fact.Asset(kind == Fact.ActivityKind.FORM_SUBMIT ? "Form" : "Page", "n" + asset.hashCode(), asset);
      var known = new LinkedHashMap<>(browser());
      known.putAll(details);
      facts.add(new Fact.Activity(head("eloqua", kind.code(), email, at), kind, contact(), named, "", fields, known));
      return this;
    }

    /** Sees a page having come by an address, or by an e-mail that went to a recipient. */
    Who views(String page, long at, String detail, String value) {
      return does(Fact.ActivityKind.PAGE_VIEW, page, at, Map.of(), Map.of(detail, value));
    }

    /** Clicks in an e-mail, which is worth nothing. */
    Who clicks(String mail, long at, String recipient) {
      return does(Fact.ActivityKind.EMAIL_CLICK, mail, at, Map.of(), Map.of("recipient", recipient));
    }

    /** Passes 100 points by white papers alone, over two weeks: 113.5 points at {@code end}. */
    Who readsAlot(String solution, long end) {
      for (int i = 0; i < 6; i++) {
        takes(solution + " | White paper | No " + i, end - (5 - i) / 2 * days(7.5) - (5 - i) % 2 * hours(1));
      }
      return this;
    }

    /** Exactly 100 points within the hour up to {@code end}: papers 40, testimonials 30, webinars 30. */
    Who compares(String solution, long end) {
      for (int i = 0; i < 2; i++) {
        takes(solution + " | White paper | No " + i, end - minutes(50 - i));
        takes(solution + " | Testimonial | No " + i, end - minutes(40 - i));
      }
      takes(solution + " | Webinar | No 0", end - minutes(30));
      takes(solution + " | Webinar | No 1", end);
      return this;
    }

    Who salesSay(String status, String reason, long at) {
      facts.add(new Fact.LeadStatus(head("salesforce", "status", email, at), status, reason));
      return this;
    }

    /** A rep reached them. */
    Who isCalledBy(String rep, long at) {
      facts.add(new Fact.Touch(head("salesforce", "call", email, at), "call", rep));
      return this;
    }

    /** Somebody took them over in the CRM. */
    Who isTakenOverBy(String rep, long at) {
      facts.add(new Fact.OwnerChange(head("salesforce", "owner-change", email, at), rep, rep));
      return this;
    }

    /** Somebody of sales reached them, or wrote down that somebody is to: {@code email, call, task}. */
    Who touched(String channel, String by, long at) {
      facts.add(new Fact.Touch(head("salesforce", "touch", email, at), channel, by));
      return this;
    }

    /** A mail of anybody's goes to them. */
    Who mailed(long at) {
      return does(Fact.ActivityKind.EMAIL_SEND, "Newsletter", at, Map.of());
    }

    Who byHand(String account, String solution, String role, boolean in, long at) {
      facts.add(new Fact.Membership(head("salesforce", "membership", email, at), account, solution, role, in, "rep"));
      return this;
    }
  }
}
