package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path folder;

  @Test
  void a_second_engine_on_the_folder_is_told_who_holds_it() throws IOException {
    try (var first = DataDirectory.lock(folder)) {
      assertThatIllegalStateException().isThrownBy(() -> DataDirectory.lock(folder))
          .withMessageContaining(folder.toString())
          .withMessageContaining("process " + ProcessHandle.current().pid())
          .withMessageContaining("its own folder");
    }
    try (var again = DataDirectory.lock(folder)) {
      assertThat(folder.resolve("caravan.lock")).exists();
    }
  }

  @Test
  void another_process_holds_it_until_it_ends() throws Exception {
    Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), Holder.class.getName(), folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var said = other.inputReader()) {
      assertThat(said.readLine()).isEqualTo("held");
      assertThatIllegalStateException().isThrownBy(() -> DataDirectory.lock(folder))
          .withMessageContaining("process " + other.pid());
      other.destroyForcibly();
      assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
      DataDirectory.lock(folder).close();
    } finally {
      other.destroyForcibly();
    }
  }

  /** Another process. */
  static final class Holder {
    public static void main(String[] folder) throws Exception {
      try (var held = DataDirectory.lock(Path.of(folder[0]))) {
        System.out.println("held");
        System.in.read();
      }
    }
  }
}
