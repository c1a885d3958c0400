package dev.caravan.cli;

import dev.caravan.config.ConfigFile;
import dev.caravan.config.Configuration;
import dev.caravan.config.Diagnostics;
import dev.caravan.config.Signatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a signature into settings files: somebody agrees to what they say now. */
@Command(name = "sign", sortOptions = false, description = "Agree to what a settings file says now.",
    footerHeading = "%nExamples:%n",
    footer = {"  caravan sign --as marketing --name kim@caravan.example scoring.yaml",
        "  caravan sign --as sponsor --name max@caravan.example signals.yaml scoring.yaml scenarios.yaml groups.yaml"
            + " funnel.yaml",
        "%nShort of caravan.mode = shadow, \"caravan run\" starts only when marketing, sales and a sponsor have signed"
            + " these five. An edit of a file voids its signatures."})
final class SignCommand implements Callable<Integer> {
  @Option(names = "--as", required = true, paramLabel = "ROLE", description = "One of ${COMPLETION-CANDIDATES}.")
  Role as = Role.marketing;

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "Who signs, such as an e-mail address.")
  String name = "";

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Which of the settings files, such as scoring.yaml.")
  List<Path> files = List.of();

  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.Help help = new Options.Help();
  private final Terminal terminal;

  /** Roles as they are typed. */
  enum Role { marketing, sales, sponsor }

  SignCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    for (Path named : files) {
      sign(named);
    }
    return Cli.FINE;
  }

  private void sign(Path named) throws IOException {
    Path folder = named.getParent() != null && Files.exists(named) ? named.getParent() : config.folder;
    String fileName = String.valueOf(named.getFileName());
    String which = fileName.endsWith(".yaml") ? fileName.substring(0, fileName.length() - ".yaml".length()) : fileName;
    if (!Signatures.NEEDED.contains(which)) {
      throw new CannotStart(named + ": needs no signature; expected one of " + Signatures.NEEDED.stream()
          .map(each -> each + ".yaml").collect(Collectors.joining(", ")));
    }
    ConfigFile file = Configuration.load(folder).file(which);
    if (!file.diagnostics().isEmpty()) {
      throw new CannotStart("nothing was signed; mend this first:\n" + Diagnostics.render(file.diagnostics()));
    }
    Map<Signatures.Role, String> before = Signatures.valid(file);
    boolean voided = before.isEmpty() && file.root().find("signed").isPresent();
    String text;
    try {
      text = Signatures.sign(file, Signatures.Role.values()[as.ordinal()], name);
    } catch (IllegalArgumentException e) {
      throw new CannotStart(folder.resolve(which + ".yaml") + ": " + e.getMessage(), e);
    }
    Path target = folder.resolve(which + ".yaml");
    Path part = folder.resolve("." + which + ".yaml.part");
    Files.writeString(part, text, StandardCharsets.UTF_8);
    if (Files.getFileAttributeView(target, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(target));
    }
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    var missing = new TreeSet<>(List.of(Role.values()));
    missing.remove(as);
    before.keySet().forEach(role -> missing.remove(Role.values()[role.ordinal()]));
    terminal.say(target + ": version " + file.version() + " signed for " + as + " by " + name.strip() + "."
        + (voided ? " Signatures of an earlier version were dropped." : "")
        + (missing.isEmpty() ? " All have signed." : " Still to sign: "
            + missing.stream().map(Role::name).collect(Collectors.joining(", ")) + "."));
  }
}
