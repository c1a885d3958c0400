package dev.caravan.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * A clock that starts at a chosen moment and goes on from there, or stands until it is told what time it is; a demonstration's
 * market has a time of its own.
 *
 * <p>What it showed last lies in a file, so that it never goes back: not even when the process is killed, after which it
 * goes on right where it stood. A store whose stamps lie in the future would take what is due for not yet due.
 */
final class RunningClock implements InstantSource {
  private long started = System.nanoTime();
  /** Memory that is the file: what is put there outlives the process without a call to write it. */
  private final MappedByteBuffer shown;
  private long base;
  private boolean stands;

  private RunningClock(MappedByteBuffer shown, long baseMs) {
    this.shown = shown;
    this.base = baseMs;
  }

  /**
   * A clock that goes on behind what it showed last, if that file was kept by one before.
   *
   * @param earliest epoch ms; it never shows less
   */
  static RunningClock keptIn(Path file, long earliest) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
        StandardOpenOption.WRITE)) {
      MappedByteBuffer shown = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
      return new RunningClock(shown, Math.max(earliest, shown.getLong(0) + 1));
    }
  }

  /** What a clock kept in a file showed last; epoch ms, empty if there is none. */
  static OptionalLong shownIn(Path file) throws IOException {
    if (!Files.exists(file)) {
      return OptionalLong.empty();
    }
    byte[] shown = Files.readAllBytes(file);
    return shown.length < Long.BYTES ? OptionalLong.empty() : OptionalLong.of(ByteBuffer.wrap(shown).getLong());
  }

  /** Never shows less than this from now on. */
  synchronized void atLeast(long epochMs) {
    base = Math.max(base, epochMs - elapsed());
  }

  /** Stands where it showed last, or begins. */
  synchronized void stand() {
    base = Math.max(base, shown.getLong(0));
    stands = true;
  }

  /** Stands at a moment from now on, at the present one if that is later. */
  synchronized void standAt(long epochMs) {
    base = Math.max(base + elapsed(), epochMs);
    stands = true;
  }

  /** Goes on from where it stands. */
  synchronized void goOn() {
    if (stands) {
      stands = false;
      started = System.nanoTime();
    }
  }

  @Override
  public synchronized Instant instant() {
    long now = base + elapsed();
    shown.putLong(0, now);
    return Instant.ofEpochMilli(now);
  }

  private long elapsed() {
    return stands ? 0 : (System.nanoTime() - started) / 1_000_000;
  }
}
