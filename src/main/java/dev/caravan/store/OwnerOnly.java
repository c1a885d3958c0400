package dev.caravan.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rights of what holds data of people: only the owner reads and writes it. On file systems without POSIX rights (those of
 * Windows) files keep the rights of the folder they lie in.
 */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> OWNERS = EnumSet.of(PosixFilePermission.OWNER_READ,
      PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

  private OwnerOnly() {}

  /**
   * Makes a folder if it is not there. One that is there loses the rights of others if it is empty or a data folder; the
   * files of a data folder lose them too. A folder that holds anything else is left alone.
   *
   * @throws IOException if it cannot be made or listed
   */
  public static void folder(Path folder) throws IOException {
    Files.createDirectories(folder, attribute(folder, "rwx------"));
    if (!isPosix(folder)) {
      return;
    }
    List<Path> kept = kept(folder);
    if (!kept.isEmpty() || isEmpty(folder)) {
      tighten(folder);
    }
    for (Path file : kept) {
      tighten(file);
    }
  }

  /**
   * Makes an empty file if it is not there; one that is there loses the rights of others.
   *
   * @throws IOException if it cannot be made
   */
  public static void file(Path file) throws IOException {
    try {
      Files.createFile(file, attribute(file, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      if (isPosix(file)) {
        tighten(file);
      }
    }
  }

  /** What of a data folder others may reach all the same, with its rights; empty if nothing. */
  public static List<String> open(Path folder) throws IOException {
    var open = new ArrayList<String>();
    if (Files.isDirectory(folder) && isPosix(folder)) {
      var all = new ArrayList<>(List.of(folder));
      all.addAll(kept(folder));
      for (Path path : all) {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
        if (!OWNERS.containsAll(rights)) {
          open.add(path + " (" + PosixFilePermissions.toString(rights) + ")");
        }
      }
    }
    return open;
  }

  /** The files that make a folder a data folder. */
  private static List<Path> kept(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).filter(OwnerOnly::isOurs).sorted().toList();
    }
  }

  private static boolean isOurs(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith("caravan.db") || name.equals(DataDirectory.FILE) || name.startsWith("eloqua.tokens");
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static void tighten(Path path) throws IOException {
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
      if (!OWNERS.containsAll(rights)) {
        rights.retainAll(OWNERS);
        Files.setPosixFilePermissions(path, rights);
      }
    } catch (NoSuchFileException e) {
      return; // SQLite takes its files beside the store away when the last one closes it
    } catch (AccessDeniedException e) {
      return; // not ours to change; doctor tells who may reach it
    } catch (FileSystemException e) {
      if (!isSomebodyElses(path)) {
        throw e;
      }
    }
  }

  private static boolean isSomebodyElses(Path path) throws IOException {
    return !Files.getOwner(path).getName().equals(System.getProperty("user.name"));
  }

  private static FileAttribute<?>[] attribute(Path path, String rights) throws IOException {
    Path there = path.toAbsolutePath();
    for (Path parent = there.getParent(); parent != null && !Files.exists(there); parent = parent.getParent()) {
      there = parent;
    }
    return isPosix(there) ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView(PosixFileAttributeView.class);
  }
}
