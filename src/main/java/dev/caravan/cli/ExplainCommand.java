package dev.caravan.cli;

import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Directory;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.States;
import dev.caravan.pipeline.PersonView;
import dev.caravan.journal.Journal;
import dev.caravan.model.Fact;
import dev.caravan.model.FirstReading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why a person's score is what it is, at any past moment, in parts that add up; and what is known of an account's groups. */
@Command(name = "explain", sortOptions = false,
    description = "Explain a person's score, now or at any past moment, or an account and its buying groups as they stand.",
    footerHeading = "%nExamples:%n",
    footer = {"  caravan explain dana.reyes@halden-health.example",
        "  caravan explain 00Q5f000001AbCdEAK --solution customer-care --as-of 2026-03-02",
        "  caravan explain eloqua:1986113 --json",
        "  caravan explain \"Halden Health\"",
        "%nAs of a moment, the settings that were live then explain, unless --config names others."})
final class ExplainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "WHO", description = "A person by e-mail address or id (eloqua:1986113, 00Q…, 003…), or an account by"
      + " name or id.")
  String person = "";

  @Option(names = "--solution", paramLabel = "S", description = "Only this solution, such as customer-care.")
  @Nullable String solution;

  @Option(names = "--routing", description = "Who got their hand-offs, and each rule that was looked at for it.")
  boolean routing;

  @Mixin Options.AsOf asOf = new Options.AsOf();
  @Mixin Options.AsJson json = new Options.AsJson();
  @Mixin Options.Data data = new Options.Data();
  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.Help help = new Options.Help();
  @Spec CommandSpec spec = CommandSpec.create();
  private final Terminal terminal;

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    PersonView view;
    Pipeline engine;
    OptionalLong read;
    try (Starters.House house = terminal.starters().house(data.folder, config.folder)) {
      engine = Pipeline.of(settings(house), house.goLiveAt(asOf.asked().orElse(Long.MAX_VALUE)));
      if (solution != null && !engine.model().solutions().contains(solution)) {
        throw new CannotStart("no solution is called \"" + solution + "\"; expected one of "
            + String.join(", ", engine.model().solutions()));
      }
      Optional<Directory.Account> account = account(engine, house);
      if (account.isPresent()) {
        say(account.get());
        return Cli.FINE;
      }
      view = view(engine, house).orElseThrow(() -> new CannotStart("nobody is known by that e-mail or id, and no account by that"
          + " name, in " + data.folder + (asOf.asked().isPresent() ? " as of then" : "")
          + "; look for them with \"caravan people\" and \"caravan accounts\", or see \"caravan runs\" for what has been read"));
      read = house.journal().readFirst(view.person());
    }
    var explained = new Explained(view, solution, engine.version(), read);
    if (json.asked) {
      terminal.json(explained.json());
    } else {
      (routing ? explained.routing() : explained.lines()).forEach(terminal::say);
    }
    return Cli.FINE;
  }

  /** The account of that name, as it stands; people have an address or an id instead. */
  private Optional<Directory.Account> account(Pipeline engine, Starters.House house) {
    Optional<States> states = asOf.asked().isPresent() || person.indexOf('@') >= 0 ? Optional.empty() : house.states(engine);
    return states.flatMap(each -> engine.directory(each, house.journal().position()).account(person));
  }

  private void say(Directory.Account account) {
    List<Directory.Group> groups = account.groups();
    if (json.asked) {
      terminal.json(account);
      return;
    }
    terminal.say(account.name() + ", " + Terminal.count(account.people(), "person") + ", "
        + (groups.isEmpty() ? "no buying group." : Terminal.count(groups.size(), "buying group") + "."));
    for (Directory.Group group : groups) {
      terminal.say("");
      terminal.say(group.name() + ": " + group.level() + " since " + Explained.day(group.since()));
      group.text().lines().forEach(line -> terminal.say("  " + line));
      if (!group.handOff().isEmpty()) {
        terminal.say("  " + group.handOff() + ".");
      }
    }
  }

  /** As of a moment, those that were live then, where they are known and no others were asked for. */
  private Configuration settings(Starters.House house) {
    boolean named = spec.commandLine().getParseResult().hasMatchedOption("--config");
    Optional<Configuration> then = named || asOf.asked().isEmpty() ? Optional.empty()
        : house.settingsAt(asOf.asked().getAsLong());
    return then.isPresent() ? then.get() : Configuration.load(config.over(data));
  }

  /** From what the engine keeps where that is the same, else by counting all facts anew. */
  private Optional<PersonView> view(Pipeline engine, Starters.House house) {
    Optional<States> states = asOf.asked().isPresent() ? Optional.empty() : house.states(engine);
    if (states.isPresent()) {
      return engine.person(states.get(), person, house.journal().position());
    }
    OptionalLong moment = moment(house.journal());
    return terminal.starters().replay(engine, facts(house.history(engine.goLive()), moment), moment).person(person);
  }

  /** As asked, else the last moment the engine has worked off, so that the answer is what the CRM shows. */
  private OptionalLong moment(Journal journal) {
    if (asOf.asked().isPresent()) {
      return asOf.asked();
    }
    long worked = journal.position();
    return worked == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(worked);
  }

  /** What the journal had heard by then, each fact once; who they are about is found out again on the way. */
  static List<Fact> facts(Iterable<Fact> history, OptionalLong until) {
    var facts = new ArrayList<Fact>();
    var seen = new HashSet<String>();
    for (Fact fact : history) {
      // The journal tells facts again after a merge; the first telling is the one that came from outside.
      boolean inside = fact instanceof Fact.Merge;
      Optional<Fact> known = FirstReading.asOf(fact, until.orElse(Long.MAX_VALUE));
      if (!inside && known.isPresent() && seen.add(fact.head().source() + ' ' + fact.head().id())) {
        facts.add(known.get());
      }
    }
    return facts;
  }
}
