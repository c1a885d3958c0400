package dev.caravan.app;

import dev.caravan.cli.Cli;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/** Where {@code ./caravan} begins. */
public final class Main {
  private Main() {}

  /** Runs one command and ends with its exit code: 0 fine, 1 findings or parked records, 2 cannot start. */
  public static void main(String[] args) {
    var out = writer(FileDescriptor.out);
    var err = writer(FileDescriptor.err);
    // The launcher knows whether somebody watches standard error; Java 17 cannot tell it from standard output.
    boolean interactive = "yes".equals(System.getProperty("caravan.interactive"));
    InstantSource clock = InstantSource.system();
    int code = new Cli(new Cabinet(clock, Path.of(System.getProperty("caravan.home", ".")), out, err), out, err, interactive, clock).run(args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** What is printed is read by scripts: UTF-8 everywhere. */
  private static PrintWriter writer(FileDescriptor to) {
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(to), StandardCharsets.UTF_8), true);
  }
}
