package dev.caravan.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rows of files into the journal. */
@Command(name = "import", description = "Read CSV or NDJSON files into the journal through a mapping.",
    footerHeading = "%nExamples:%n",
    footer = {"  caravan import --mapping connectors/file/mapping.yaml contacts.csv",
        "%nExit code 1 if rows were set aside."})
final class ImportCommand implements Callable<Integer> {
  @Option(names = "--mapping", required = true, paramLabel = "M.yaml", description = "What the columns mean.")
  Path mapping = Path.of("");

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files, in the order they are read.")
  List<Path> files = List.of();

  @Mixin Options.Data data = new Options.Data();
  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.Help help = new Options.Help();
  private final Terminal terminal;
  private final Starters.Importer importer;

  ImportCommand(Terminal terminal, Starters.Importer importer) {
    this.terminal = terminal;
    this.importer = importer;
  }

  @Override
  public Integer call() throws Exception {
    return importer.run(new Starters.ImportOptions(mapping, files, data.folder, config.folder), terminal);
  }
}
