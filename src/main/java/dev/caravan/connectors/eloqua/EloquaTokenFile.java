package dev.caravan.connectors.eloqua;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps refresh tokens in a file only its owner may read. A token is on the disk before {@link #setState} returns: the
 * one before it is already spent, so losing the new one would lock us out.
 */
public final class EloquaTokenFile extends ServiceSupport implements StateRepository<String, String> {
  private final Path file;

  public EloquaTokenFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  @Override
  public synchronized @Nullable String getState(String key) {
    return read().getProperty(key);
  }

  @Override
  public synchronized void setState(String key, String value) {
    Properties tokens = read();
    tokens.setProperty(key, value);
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.deleteIfExists(next);
      if (Files.getFileStore(folder == null ? file : folder).supportsFileAttributeView("posix")) {
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(next);
      }
      try (var out = Files.newOutputStream(next)) {
        tokens.store(out, null);
      }
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the new Eloqua refresh token in " + file
          + "; make the folder writable, then authorise the app again if the login fails", e);
    }
  }

  private Properties read() {
    var tokens = new Properties();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      try (var in = Files.newInputStream(file)) {
        tokens.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the Eloqua refresh token in " + file, e);
      }
    }
    return tokens;
  }
}
