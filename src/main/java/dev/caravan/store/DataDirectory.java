package dev.caravan.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one Caravan. Whoever works off facts or delivers locks it; whoever only reads needs no lock. The lock
 * ends with the process that holds it, however that ends.
 */
public final class DataDirectory implements AutoCloseable {
  static final String FILE = "caravan.lock";
  /** One byte far behind the text, so that others may read who holds it on every system. */
  private static final long PLACE = 1L << 40;

  private final FileChannel channel;
  private final FileLock lock;

  private DataDirectory(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Locks a data directory, creating it on first use; nobody but its owner may look into it.
   *
   * @throws IllegalStateException if another process, or another part of this one, holds it; the message names both
   * @throws IOException if the folder cannot be used
   */
  public static DataDirectory lock(Path folder) throws IOException {
    OwnerOnly.folder(folder);
    Path file = folder.resolve(FILE);
    OwnerOnly.file(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
        StandardOpenOption.WRITE);
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw new IllegalStateException(folder + ": in use by " + holder(file) + "; stop that one, or give this one its"
            + " own folder");
      }
      var me = ProcessHandle.current();
      String who = "process " + me.pid() + me.info().startInstant().map(at -> " (running since " + at + ")").orElse("");
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(who.getBytes(StandardCharsets.UTF_8)), 0);
      return new DataDirectory(channel, lock);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(PLACE, 1, false);
    } catch (OverlappingFileLockException e) {
      // Held within this process: the same answer as from outside.
      return null;
    }
  }

  private static String holder(Path file) throws IOException {
    String text = Files.readString(file);
    return text.isEmpty() ? "another process" : text;
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
