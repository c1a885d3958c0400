package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher says of a build, by logs as different Mavens write them. */
class LauncherTest {
  @TempDir Path folder;

  @Test
  void the_first_build_counts_the_files_it_fetches() throws Exception {
    assertThat(howFar(List.of("[INFO] Scanning for projects...",
        "[INFO] Downloading from central: https://repo.example/a-1.pom",
        "[INFO] Downloaded from central: https://repo.example/a-1.pom (3.9 kB at 2.9 kB/s)",
        "[INFO] Downloading from central: https://repo.example/b-1.jar",
        "[INFO] Downloaded from central: https://repo.example/b-1.jar (13 kB at 27 kB/s)")))
        .isEqualTo("looking for libraries, 2 files fetched");
    assertThat(howFar(List.of("Downloading from central: https://repo.example/a-1.pom",
        "Downloaded from central: https://repo.example/a-1.pom (3.9 kB at 2.9 kB/s)")))
        .isEqualTo("looking for libraries, 1 files fetched");
    assertThat(howFar(List.of())).isEqualTo("looking for libraries, 0 files fetched");
  }

  @Test
  void it_says_when_it_compiles() throws Exception {
    assertThat(howFar(List.of("[INFO] --- maven-compiler-plugin:3.14.0:compile (default-compile) @ caravan ---")))
        .startsWith("compiling");
    assertThat(howFar(List.of("[INFO] --- compiler:3.14.0:compile (default-compile) @ caravan ---"))).startsWith("compiling");
  }

  /** Asks the launcher's own function. */
  private String howFar(List<String> log) throws IOException, InterruptedException {
    Path file = Files.write(folder.resolve("build.log"), log);
    Process shell = new ProcessBuilder("sh", "-c", "eval \"$(sed -n '/^how_far() {/,/^}/p' caravan)\"; how_far \"$1\"", "sh", file.toString())
        .redirectErrorStream(true).start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(said).isZero();
    return said;
  }
}
