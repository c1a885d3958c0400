package dev.caravan.app;

import dev.caravan.cli.CannotStart;
import dev.caravan.store.DataDirectory;
import dev.caravan.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store one works in, and the right to do so: the engine's, of which there is one, or that of a delivery. */
final class WorkingPlace implements AutoCloseable {
  /** Leases are compared by the clocks of several machines. */
  private static final long CLOCKS_MAY_DIFFER_MS = 20_000;

  private final Store store;
  private final @Nullable DataDirectory lock;
  private final Store.@Nullable Seat seat;
  private final boolean alone;
  private boolean closed;

  private WorkingPlace(Store store, @Nullable DataDirectory lock, Store.@Nullable Seat seat, boolean alone) {
    this.alone = alone;
    this.store = store;
    this.lock = lock;
    this.seat = seat;
  }

  /**
   * For the engine: nobody else's.
   *
   * @throws CannotStart if another process works there, or the store cannot be opened
   */
  static WorkingPlace ofEngine(StoreSettings settings, Path data, InstantSource clock) throws IOException {
    DataDirectory lock = locked(data);
    return open(settings, data, clock, lock);
  }

  /** For a delivery beside the engine, and beside others. */
  static WorkingPlace ofDelivery(StoreSettings settings, Path data, InstantSource clock) {
    if (settings.isFile()) {
      throw new CannotStart("--deliver-only works beside others, which SQLite does not offer; set caravan.store to a"
          + " PostgreSQL database (docs/operator.md), or run without it: one process then does everything");
    }
    return open(settings, data, clock, null);
  }

  private static WorkingPlace open(StoreSettings settings, Path data, InstantSource clock,
      @Nullable DataDirectory lock) {
    Store store = null;
    Store.Seat seat = null;
    try {
      store = settings.open(data);
      compareClocks(store, clock);
      seat = lock == null ? null : store.takeSeat(me());
      return new WorkingPlace(store, lock, seat, settings.isFile());
    } catch (RuntimeException e) {
      close(store, lock, seat);
      throw told(e);
    }
  }

  private static DataDirectory locked(Path data) throws IOException {
    try {
      return DataDirectory.lock(data);
    } catch (IllegalStateException e) {
      throw told(e);
    }
  }

  private static RuntimeException told(RuntimeException e) {
    return e instanceof Store.Trouble || e instanceof IllegalArgumentException || e instanceof IllegalStateException
        ? new CannotStart(String.valueOf(e.getMessage()), e) : e;
  }

  private static void compareClocks(Store store, InstantSource clock) {
    store.time().ifPresent(theirs -> {
      long apart = Math.abs(theirs - clock.millis());
      if (apart > CLOCKS_MAY_DIFFER_MS) {
        throw new CannotStart("the clocks of this machine and of the database are " + apart / 1_000 + " s apart; who has"
            + " which items in hand is judged by them; set them by a time server (NTP)");
      }
    });
  }

  /** Which process this is, for people. */
  static String me() {
    var process = ProcessHandle.current();
    return "process " + process.pid() + " on " + host() + process.info().startInstant()
        .map(at -> " (running since " + at + ")").orElse("");
  }

  /** A name no other process has at the same time. */
  static String worker() {
    return host() + "-" + ProcessHandle.current().pid();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("this machine");
    }
  }

  Store store() {
    return store;
  }

  /** Whether nobody else can be delivering from this store. */
  boolean alone() {
    return alone;
  }

  /** False when another engine has taken the place, after the database could not be reached for a while. */
  boolean held() {
    return seat == null || seat.held();
  }

  /** More than once is fine. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      close(store, lock, seat);
    }
  }

  private static void close(@Nullable Store store, @Nullable DataDirectory lock, Store.@Nullable Seat seat) {
    try (lock; seat; store) {
      // Closed from the last to the first: the place is free when nothing of ours works there any more.
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
