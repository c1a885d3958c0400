package dev.caravan.cli;

import dev.caravan.model.Times;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Options several commands share. */
public final class Options {
  private Options() {}

  /** {@code --help}. */
  public static final class Help {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this and stop.")
    boolean asked;
  }

  /** {@code --config}. */
  public static final class Config {
    @Option(names = "--config", paramLabel = "DIR", defaultValue = "${sys:caravan.config:-config}",
        description = "Folder of the settings (default: ${DEFAULT-VALUE}).")
    public Path folder = Path.of("config");

    @Spec(Spec.Target.MIXEE) CommandSpec command = CommandSpec.create();

    /** The same; but data that brought settings of their own, as those of a demonstration do, go by these if none are named. */
    Path over(Data data) {
      Path own = data.folder.resolve("config");
      boolean named = command.commandLine().getParseResult().hasMatchedOption("--config");
      return !named && Files.exists(own.resolve("routing.yaml")) ? own : folder;
    }
  }

  /** {@code --data}. */
  static final class Data {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = "${sys:caravan.data:-data}",
        description = "The data directory (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of("data");
  }

  /** {@code --json}. */
  public static final class AsJson {
    @Option(names = "--json", description = "Print JSON instead of text.")
    public boolean asked;
  }

  /** {@code --as-of}. */
  static final class AsOf {
    @Option(names = "--as-of", paramLabel = "TIME", converter = Moment.class,
        description = "What was known at that moment: 2026-03-02T10:15:00Z, or 2026-03-02 for its first instant (UTC).")
    @Nullable Long moment;

    OptionalLong asked() {
      return moment == null ? OptionalLong.empty() : OptionalLong.of(moment);
    }
  }

  /** {@code --why} and {@code --by}, of an order that is kept as a fact. */
  static final class Order {
    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "What was mended.")
    String why = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who orders it (default: the user of this computer).")
    String by = System.getProperty("user.name", "somebody");
  }

  static final class Moment implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return Times.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("\"" + text + "\" is no moment; expected one like 2026-03-02T10:15:00Z or"
            + " 2026-03-02");
      }
    }
  }
}
