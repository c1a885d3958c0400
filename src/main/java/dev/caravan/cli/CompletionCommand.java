package dev.caravan.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Completion of commands and options with the tab key. */
@Command(name = "completion", description = "Print completion for bash and zsh.", footerHeading = "%nExamples:%n",
    footer = {"  source <(./caravan completion)"})
final class CompletionCommand implements Callable<Integer> {
  @Mixin Options.Help help = new Options.Help();
  @Spec CommandSpec spec = CommandSpec.create();
  private final Terminal terminal;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    terminal.say(AutoComplete.bash("caravan", root));
    return Cli.FINE;
  }
}
