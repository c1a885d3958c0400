package dev.caravan.cli;

import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Directory;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.States;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who and what is known, as it stands: found by any part of a name, an address or an account's name. */
abstract class ListCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SEARCH", arity = "0..1", defaultValue = "", description = "Any part of a name; left out, all.")
  String search = "";

  @Option(names = "--first", paramLabel = "N", defaultValue = "20", description = "At most so many (default: ${DEFAULT-VALUE}).")
  int first = 20;

  @Mixin Options.Data data = new Options.Data();
  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.AsJson json = new Options.AsJson();
  @Mixin Options.Help help = new Options.Help();
  private final Terminal terminal;
  private final List<String> head;
  private final String one;

  ListCommand(Terminal terminal, String one, String... head) {
    this.terminal = terminal;
    this.one = one;
    this.head = List.of(head);
  }

  /** A row of the table. */
  abstract List<List<String>> rows(Directory directory);

  @Override
  public Integer call() {
    List<List<String>> rows;
    try (Starters.House house = terminal.starters().house(data.folder, config.folder)) {
      Pipeline engine = Pipeline.of(Configuration.load(config.over(data)), house.goLiveAt(Long.MAX_VALUE));
      States states = house.states(engine).orElseThrow(() -> new CannotStart("nothing has been worked off in " + data.folder
          + " by these settings yet; expected a folder in which \"caravan run\" or \"caravan demo\" ran by them"));
      rows = rows(engine.directory(states, house.journal().position()));
    }
    List<List<String>> shown = rows.subList(0, Math.min(Math.max(0, first), rows.size()));
    if (json.asked) {
      terminal.json(shown.stream().map(this::json).toList());
      return Cli.FINE;
    }
    if (!shown.isEmpty()) {
      terminal.table(head, shown);
    }
    terminal.say(Terminal.count(rows.size(), one) + (search.isEmpty() ? "" : " with \"" + search + "\"")
        + (shown.size() < rows.size() ? ", the first " + shown.size() + " of them shown; more by --first N." : "."));
    return Cli.FINE;
  }

  private Map<String, String> json(List<String> row) {
    var json = new LinkedHashMap<String, String>();
    for (int i = 0; i < head.size(); i++) {
      json.put(head.get(i).replace(' ', '_'), row.get(i));
    }
    return json;
  }

  /** {@code people}. */
  @Command(name = "people", sortOptions = false, description = "List people with an address, those of most interest first.",
      footerHeading = "%nExamples:%n", footer = {"  caravan people", "  caravan people halden --first 50"})
  static final class People extends ListCommand {
    People(Terminal terminal) {
      super(terminal, "person", "person", "name", "account", "solution", "interest", "rating", "stage");
    }

    @Override
    List<List<String>> rows(Directory directory) {
      return directory.people(search).stream().map(each -> List.of(each.email(), each.name(), each.account(), each.solution(),
          String.valueOf(each.tenths() / 10.0), each.rating(), each.stage())).toList();
    }
  }

  /** {@code groups}. */
  @Command(name = "groups", sortOptions = false, description = "List buying groups, the hottest first.",
      footerHeading = "%nExamples:%n", footer = {"  caravan groups", "  caravan groups hot", "  caravan groups halden"})
  static final class Groups extends ListCommand {
    Groups(Terminal terminal) {
      super(terminal, "buying group", "group", "level", "since", "people", "first");
    }

    @Override
    List<List<String>> rows(Directory directory) {
      return directory.groups(search).stream().map(each -> List.of(each.name(), each.level(), Explained.day(each.since()),
          String.valueOf(each.people()), each.first())).toList();
    }
  }

  /** {@code accounts}. */
  @Command(name = "accounts", sortOptions = false, description = "List accounts with their people and buying groups.",
      footerHeading = "%nExamples:%n", footer = {"  caravan accounts", "  caravan accounts halden",
          "  caravan explain \"Halden Health\""})
  static final class Accounts extends ListCommand {
    Accounts(Terminal terminal) {
      super(terminal, "account", "account", "id", "people", "groups");
    }

    @Override
    List<List<String>> rows(Directory directory) {
      return directory.accounts(search).stream().map(each -> List.of(each.name(), each.id(), String.valueOf(each.people()),
          String.join(", ", groups(each)))).toList();
    }

    private static List<String> groups(Directory.Account account) {
      var groups = new ArrayList<String>();
      account.groups().forEach(group -> groups.add(group.name().substring(group.name().indexOf(", ") + 2) + ": " + group.level()));
      return groups;
    }
  }
}
