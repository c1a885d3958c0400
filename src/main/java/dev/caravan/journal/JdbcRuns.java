package dev.caravan.journal;

import dev.caravan.model.Tally;
import dev.caravan.store.Rows;
import dev.caravan.store.Store;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** {@link Runs} in the store. A run names the process it runs in: so others see whether it still does. */
final class JdbcRuns implements Runs {
  private final Store store;
  private final InstantSource clock;
  private final String process;

  JdbcRuns(Store store, InstantSource clock) {
    this(store, clock, nameOf(ProcessHandle.current()));
  }

  JdbcRuns(Store store, InstantSource clock, String process) {
    this.store = store;
    this.clock = clock;
    this.process = process;
  }

  /** Host, number and start: numbers are given to later processes again. */
  private static String nameOf(ProcessHandle process) {
    return host() + " " + process.pid() + " "
        + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static boolean ended(String process) {
    String[] parts = process.split(" ", -1);
    if (parts.length != 3 || !parts[0].equals(host())) {
      // Another machine's process cannot be seen from here: what it says of itself stands.
      return false;
    }
    return ProcessHandle.of(Long.parseLong(parts[1])).filter(ProcessHandle::isAlive)
        .filter(alive -> nameOf(alive).equals(process)).isEmpty();
  }

  @Override
  public Run start(String kind) {
    long id = store.write(tx -> tx.handle().createQuery("INSERT INTO run (kind, status, started, process)"
        + " VALUES (:kind, :status, :started, :process) RETURNING id").bind("kind", kind).bind("status", RUNNING)
        .bind("started", clock.millis()).bind("process", process).mapTo(Long.class).one());
    return new Open(id);
  }

  private final class Open implements Run {
    private final long id;

    Open(long id) {
      this.id = id;
    }

    @Override
    public long id() {
      return id;
    }

    @Override
    public void count(String stream, Arrival.Receipt receipt) {
      store.write(tx -> tx.handle().createUpdate("INSERT INTO run_stream (run, name, kept, repeated, set_aside)"
          + " VALUES (:run, :name, :kept, :repeated, :aside) ON CONFLICT (run, name) DO UPDATE SET"
          + " kept = run_stream.kept + excluded.kept, repeated = run_stream.repeated + excluded.repeated,"
          + " set_aside = run_stream.set_aside + excluded.set_aside")
          .bind("run", id).bind("name", stream).bind("kept", receipt.kept()).bind("repeated", receipt.repeated())
          .bind("aside", receipt.setAside()).execute());
    }

    @Override
    public void count(String target, Tally counts) {
      store.write(tx -> tx.handle().createUpdate("INSERT INTO run_target (run, name, input, sent, unchanged,"
          + " waiting, held, parked) VALUES (:run, :name, :input, :sent, :unchanged, :waiting, :held, :parked)"
          + " ON CONFLICT (run, name) DO UPDATE SET input = excluded.input, sent = excluded.sent,"
          + " unchanged = excluded.unchanged, waiting = excluded.waiting, held = excluded.held,"
          + " parked = excluded.parked")
          .bind("run", id).bind("name", target).bind("input", counts.input()).bind("sent", counts.sent())
          .bind("unchanged", counts.unchanged()).bind("waiting", counts.waiting())
          .bind("held", counts.held()).bind("parked", counts.parked()).execute());
    }

    @Override
    public void finish(String status, String note) {
      store.write(tx -> tx.handle().createUpdate("UPDATE run SET status = :status, note = :note, finished = :at"
          + " WHERE id = :run").bind("status", status).bind("note", note).bind("at", clock.millis()).bind("run", id)
          .execute());
    }
  }

  @Override
  public List<Summary> latest(int atMost) {
    return store.read(handle -> {
      List<Summary> found = new ArrayList<>();
      Rows.each(handle, "SELECT id, kind, status, note, started, finished, process FROM run ORDER BY id DESC LIMIT ?",
          List.of(atMost), row -> {
            String said = row.getString(3);
            String status = said.equals(RUNNING) && ended(row.getString(7)) ? INTERRUPTED : said;
            found.add(new Summary(row.getLong(1), row.getString(2), status, row.getString(4), row.getLong(5),
                row.getLong(6), streams(handle, row.getLong(1)), targets(handle, row.getLong(1))));
          });
      return found;
    });
  }

  private static Map<String, Arrival.Receipt> streams(Handle handle, long run) {
    Map<String, Arrival.Receipt> found = new TreeMap<>();
    Rows.each(handle, "SELECT name, kept, repeated, set_aside FROM run_stream WHERE run = ?", List.of(run),
        row -> found.put(row.getString(1), new Arrival.Receipt(row.getInt(2), row.getInt(3), row.getInt(4))));
    return found;
  }

  private static Map<String, Tally> targets(Handle handle, long run) {
    Map<String, Tally> found = new TreeMap<>();
    Rows.each(handle, "SELECT name, sent, unchanged, waiting, held, parked FROM run_target WHERE run = ?", List.of(run),
        row -> found.put(row.getString(1), new Tally(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5),
            row.getLong(6))));
    return found;
  }
}
