package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

  @Test
  void only_the_owner_may_look_into_the_folder_and_its_files() throws IOException {
    Path data = folder.resolve("var").resolve("data");
    try (var lock = DataDirectory.lock(data); Store store = Store.sqlite(data.resolve("caravan.db"))) {
      assertThat(rights(data)).containsEntry("data", "rwx------").containsEntry("caravan.db", "rw-------")
          .containsEntry("caravan.db-wal", "rw-------").containsEntry("caravan.db-shm", "rw-------")
          .containsEntry("caravan.lock", "rw-------").hasSize(5);
      assertThat(OwnerOnly.open(data)).isEmpty();
    }
  }

  @Test
  void a_data_folder_that_others_may_read_is_closed_to_them() throws IOException {
    Path data = folder.resolve("data");
    Store.sqlite(data.resolve("caravan.db")).close();
    for (String name : List.of("caravan.db-wal", "caravan.db.old", "eloqua.tokens", "caravan.lock")) {
      Files.writeString(data.resolve(name), "");
    }
    open(data);
    assertThat(OwnerOnly.open(data)).hasSize(6).contains(data + " (rwxr-xr-x)", data.resolve("caravan.db") + " (rw-r--r--)");
    DataDirectory.lock(data).close();
    assertThat(rights(data).values()).containsOnly("rwx------", "rw-------");
    open(data);
    Store.sqlite(data.resolve("caravan.db")).close();
    assertThat(OwnerOnly.open(data)).isEmpty();
  }

  @Test
  void a_folder_that_holds_other_things_keeps_its_rights_and_new_files_are_closed() throws IOException {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.writeString(shared.resolve("notes.txt"), "");
    open(shared);
    OwnerOnly.folder(shared);
    OwnerOnly.file(shared.resolve("people.ndjson"));
    assertThat(rights(shared)).containsEntry("shared", "rwxr-xr-x").containsEntry("notes.txt", "rw-r--r--")
        .containsEntry("people.ndjson", "rw-------");
  }

  private static void open(Path folder) throws IOException {
    for (Path path : all(folder)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static Map<String, String> rights(Path folder) throws IOException {
    var rights = new TreeMap<String, String>();
    for (Path path : all(folder)) {
      rights.put(path.getFileName().toString(), PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
    return rights;
  }

  private static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.toList();
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
