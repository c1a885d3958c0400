package dev.caravan.cli;

import dev.caravan.config.ConfigException;
import dev.caravan.config.Diagnostics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./caravan} and its subcommands. */
public final class Cli {
  public static final int FINE = 0;
  public static final int FINDINGS = 1;
  static final int WRONG = 2;

  private final CommandLine line;

  /**
   * The command line of a program.
   *
   * @param interactive whether a person watches standard error, so that progress is worth showing
   */
  public Cli(Starters starters, PrintWriter out, PrintWriter err, boolean interactive, InstantSource clock) {
    var terminal = new Terminal(starters, out, err, interactive, clock);
    line = new CommandLine(new Root());
    starters.demo(terminal).ifPresent(demo -> line.addSubcommand(new DemoCommand(demo)));
    starters.service().ifPresent(service -> line.addSubcommand(new RunCommand(service)));
    line.addSubcommand(new ValidateCommand(terminal));
    starters.importer().ifPresent(importer -> line.addSubcommand(new ImportCommand(terminal, importer)));
    line.addSubcommand(new ReplayCommand(terminal));
    line.addSubcommand(new ExplainCommand(terminal));
    line.addSubcommand(new ListCommand.People(terminal));
    line.addSubcommand(new ListCommand.Groups(terminal));
    line.addSubcommand(new ListCommand.Accounts(terminal));
    starters.teacher().ifPresent(teacher -> line.addSubcommand(new LearnCommand(terminal, teacher)));
    line.addSubcommand(new CommandLine(new ReportCommand()).addSubcommand(new ReportCommand.Rules(terminal))
        .addSubcommand(new ReportCommand.Stages(terminal)).addSubcommand(new ReportCommand.HandOffs(terminal))
        .addSubcommand(new ReportCommand.Load(terminal)).addSubcommand(new ReportCommand.Responses(terminal))
        .addSubcommand(new ReportCommand.Held(terminal)).addSubcommand(new ReportCommand.Alerts(terminal)).addSubcommand(new ReportCommand.Programmes(terminal))
        .addSubcommand(new IdentityCommand(terminal))
        .addSubcommand(new FreshnessCommand(terminal)));
    line.addSubcommand(new PreviewCommand(terminal));
    line.addSubcommand(new SignCommand(terminal));
    line.addSubcommand(new RunsCommand(terminal));
    line.addSubcommand(new WaitingCommand.Held(terminal));
    line.addSubcommand(new WaitingCommand.Parked(terminal));
    line.addSubcommand(new ReleaseCommand(terminal));
    line.addSubcommand(new RequeueCommand(terminal));
    line.addSubcommand(new ResumeCommand(terminal));
    line.addSubcommand(new DoctorCommand(terminal));
    line.addSubcommand(new ReadinessCommand(terminal));
    starters.more(terminal).forEach(line::addSubcommand);
    line.addSubcommand(new CompletionCommand(terminal));
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((failure, command, parsed) -> {
      err.println("caravan " + command.getCommandName() + ": " + told(failure));
      err.flush();
      return WRONG;
    });
  }

  /** Runs a command; returns the exit code. */
  public int run(String... args) {
    return line.execute(args);
  }

  private static String told(Exception failure) {
    if (failure instanceof CannotStart) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof ConfigException settings) {
      return "the settings cannot be used:\n\n" + Diagnostics.render(settings.diagnostics())
          + "\n\nRun \"caravan validate\" after mending them.";
    }
    if (failure instanceof IOException io) {
      return Terminal.told(io);
    }
    if (failure instanceof UncheckedIOException io) {
      return Terminal.told(io);
    }
    // A mistake of ours. Its message may quote what it choked on, so only its kind and place are shown.
    var text = new StringBuilder("this should not have happened (" + failure.getClass().getSimpleName() + "), at");
    for (StackTraceElement frame : failure.getStackTrace()) {
      if (frame.getClassName().startsWith("dev.caravan.")) {
        text.append("\n  ").append(frame);
      }
    }
    return text.append("\nPlease report it with these lines.").toString();
  }

  @Command(name = "caravan", mixinStandardHelpOptions = true, versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND",
      description = "Keeps Oracle Eloqua and Salesforce in step: scores leads, sees buying groups, decides who should"
          + " act.%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:fine", "1:findings, parked records, or a system or stream that takes nothing", "2:wrong usage, or it cannot start"},
      footerHeading = "%nExamples:%n",
      footer = {"  caravan validate", "  caravan replay --facts facts.ndjson --out out",
          "  caravan explain dana.reyes@halden-health.example", "  caravan COMMAND --help"})
  static final class Root implements Runnable {
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      throw new CommandLine.ParameterException(spec.commandLine(), "Which command? One of the following.");
    }
  }

  /** The version as the build stamped it. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Cli.class.getPackage().getImplementationVersion();
      return new String[] {"caravan " + (version == null ? "(not built as a jar)" : version),
          "Java " + System.getProperty("java.version")};
    }
  }
}
