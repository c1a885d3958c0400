package dev.caravan.sandbox.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What callers wrote to a stand-in, a line a write, so that it remembers across restarts and kills of the process.
 *
 * <p>A line is handed to the operating system before the write is answered; a last line cut short by a kill was never
 * answered and is dropped. Without a file nothing is kept.
 */
public final class WriteLog implements AutoCloseable {
  private final @Nullable FileChannel channel;
  private final List<String> earlier;

  private WriteLog(@Nullable FileChannel channel, List<String> earlier) {
    this.channel = channel;
    this.earlier = earlier;
  }

  /** A log that forgets everything. */
  public static WriteLog inMemory() {
    return new WriteLog(null, List.of());
  }

  /** Opens or creates the log; the lines of earlier runs are in {@link #earlier}. */
  public static WriteLog at(Path file) {
    try {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      var lines = new ArrayList<String>();
      long whole = 0;
      if (Files.exists(file)) {
        byte[] bytes = Files.readAllBytes(file);
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
          if (bytes[i] == '\n') {
            lines.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
            start = i + 1;
          }
        }
        whole = start;
      }
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(whole);
      channel.position(whole);
      return new WriteLog(channel, List.copyOf(lines));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the stand-in's log " + file, e);
    }
  }

  /** The lines written by earlier runs, oldest first. */
  public List<String> earlier() {
    return earlier;
  }

  /** Keeps one line; it must not contain a line break. */
  public synchronized void append(String line) {
    if (channel == null) {
      return;
    }
    try {
      var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the stand-in's log", e);
    }
  }

  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
