package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.Journal;
import dev.caravan.outbox.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads all streams of an org from where the journal says, to the end, page by page.
 *
 * <p>A cycle first peeks into all streams with two composite calls; only where a full page came back it goes on
 * with that stream alone, in pages of {@link #PAGE} rows. So an idle cycle costs two calls, and a busy one a call for
 * every {@link #PAGE} changed records beside them.
 *
 * <p>Deleted and merged records are read too, with queryAll, as long as they lie in the recycle bin.
 *
 * <p>Order is SystemModstamp and Id, and the next page is asked for by the last row's values: many records with one
 * SystemModstamp (a bulk load) are neither skipped nor read for ever. A page is read only after the page before it was
 * kept: when the journal did not take one, the stream stops there and the next cycle begins at the kept cursor.
 */
public final class SalesforcePoll {
  /** Rows asked for while peeking, and in a page of a stream of its own. */
  static final int PEEK = 200;
  static final int PAGE = 2000;

  private final Calls calls;
  private final SalesforceFacts facts;
  private final SchemaReader schemas;
  private final Journal journal;
  private final InstantSource clock;
  private final SalesforceSettings settings;
  private final Teams teams;

  SalesforcePoll(Calls calls, SalesforceFacts facts, SchemaReader schemas, Journal journal, InstantSource clock,
      SalesforceSettings settings, Teams teams) {
    this.calls = calls;
    this.facts = facts;
    this.schemas = schemas;
    this.journal = journal;
    this.clock = clock;
    this.settings = settings;
    this.teams = teams;
  }

  /** The journal's names of all streams, for {@link Journal#expect}. */
  public List<String> streams() {
    return java.util.stream.Stream.concat(facts.streams().stream().map(stream -> stream.of(facts.source())), teams.streams().stream()).toList();
  }

  /**
   * One cycle over all streams, read as it is asked for; each arrival must be kept before the next is taken.
   *
   * <p>When a call fails the iterator throws and stays where it was: the same iterator may be asked again.
   */
  public Iterator<Arrival> cycle() {
    return new Cycle();
  }

  /** A stream within a cycle: where the next page begins, and the cursor the journal should hold by then. */
  private static final class Reading {
    final Stream stream;
    Optional<Cursor> from = Optional.empty();
    String handedOut = "";
    /** Whether it was never read to its end: then records bring their history. */
    final boolean first;

    Reading(Stream stream, boolean first) {
      this.stream = stream;
      this.first = first;
    }
  }

  private final class Cycle implements Iterator<Arrival> {
    private final Deque<Reading> waiting = new ArrayDeque<>();
    private final Deque<Reading> open = new ArrayDeque<>();
    private final Deque<Arrival> ready = new ArrayDeque<>();
    private final List<Reading> failed = new ArrayList<>();
    private String refusals = "";
    /** Why a stream could not be read that can be soon; null where none is. */
    private @Nullable CallFailed passing;
    /** Teams that are still to be read, and those that could not be. */
    private List<String> unreadTeams = teams.streams();
    private List<String> failedTeams = List.of();

    Cycle() {
      List<String> never = journal.behind(0);
      for (Stream stream : facts.streams()) {
        waiting.add(new Reading(stream, never.contains(stream.of(facts.source()))));
      }
    }

    @Override
    public boolean hasNext() {
      return !ready.isEmpty() || !waiting.isEmpty() || !open.isEmpty() || !failed.isEmpty() || !unreadTeams.isEmpty()
          || !failedTeams.isEmpty();
    }

    @Override
    public Arrival next() {
      try {
        return following();
      } catch (CallFailed failure) {
        throw failure.streams().isEmpty() ? failure.whileReading(unread()) : failure;
      }
    }

    /** Streams of which this cycle has not seen the end. */
    private List<String> unread() {
      return java.util.stream.Stream.concat(java.util.stream.Stream.of(waiting, open, failed).flatMap(java.util.Collection::stream)
          .map(reading -> reading.stream.of(facts.source())), java.util.stream.Stream.concat(unreadTeams.stream(), failedTeams.stream())).toList();
    }

    private Arrival following() {
      while (hasNext()) {
        if (!ready.isEmpty()) {
          return ready.remove();
        }
        if (!waiting.isEmpty()) {
          peek();
        } else if (!open.isEmpty()) {
          page(open.element());
        } else if (!unreadTeams.isEmpty()) {
          teams();
        } else {
          throw unreadable();
        }
      }
      throw new NoSuchElementException("the cycle is at its end");
    }

    private void peek() {
      for (Iterator<Reading> all = waiting.iterator(); all.hasNext(); ) {
        Reading reading = all.next();
        String missing = facts.missing(reading.stream);
        if (!missing.isEmpty()) {
          schemas.lookAgainSoon();
          all.remove();
          refuse(reading, missing);
        }
      }
      List<Reading> some = waiting.stream().limit(Calls.QUERIES).toList();
      if (some.isEmpty()) {
        return;
      }
      for (Reading reading : some) {
        String name = reading.stream.of(facts.source());
        reading.from = journal.cursor(name).map(text -> Cursor.parse(name, text));
        reading.handedOut = "";
      }
      List<Calls.Answer> answers = calls.askWithDeleted(some.stream().map(reading -> soql(reading, PEEK)).toList());
      for (int i = 0; i < some.size(); i++) {
        Reading reading = waiting.remove();
        if (answers.get(i).refused()) {
          fail(reading, answers.get(i).failure("a composite query"), answers.get(i).refusal());
        } else {
          take(reading, answers.get(i).page(), PEEK);
        }
      }
    }

    private void teams() {
      String name = unreadTeams.get(0);
      try {
        ready.add(new Arrival(name, teams.read(calls.now(clock.instant())), List.of(), "", true));
      } catch (CallFailed failure) {
        if (!failure.isRefusedQuery()) {
          throw failure;
        }
        failedTeams = unreadTeams;
        refusals += (refusals.isEmpty() ? "" : "; ") + failure.getMessage();
      }
      unreadTeams = List.of();
    }

    private void fail(Reading reading, CallFailed failure, String why) {
      if (failure.isRefusedQuery()) {
        schemas.lookAgainSoon();
      } else {
        passing = failure;
      }
      refuse(reading, why);
    }

    private void refuse(Reading reading, String why) {
      failed.add(reading);
      refusals += (refusals.isEmpty() ? "" : "; ") + reading.stream.object() + ": " + why;
    }

    private void page(Reading reading) {
      String name = reading.stream.of(facts.source());
      if (!reading.handedOut.isEmpty() && !journal.cursor(name).orElse("").equals(reading.handedOut)) {
        open.remove();
        ready.add(new Arrival(name, List.of(), List.of(), "", false));
        return;
      }
      Calls.Answer answer = calls.askWithDeleted(List.of(soql(reading, PAGE))).get(0);
      open.remove();
      if (answer.refused()) {
        fail(reading, answer.failure("a query"), answer.refusal());
      } else {
        take(reading, answer.page(), PAGE);
      }
    }

    private void take(Reading reading, Calls.Page page, int limit) {
      List<JsonNode> rows = page.rows();
      boolean last = rows.size() < limit && page.next().isEmpty();
      ready.add(facts.arrival(reading.stream, rows, cursor(reading, rows), last));
      if (!last) {
        open.add(reading);
      }
    }

    /** Moves the reading to its last row, and gives the cursor to keep: that of the last row nothing can precede. */
    private String cursor(Reading reading, List<JsonNode> rows) {
      Instant settled = settings.overlap().isZero() ? Instant.MAX
          : calls.now(clock.instant()).minus(settings.overlap());
      String cursor = "";
      for (JsonNode row : rows) {
        var at = new Cursor(Soql.time(row.path("SystemModstamp").asText()), row.path("Id").asText());
        reading.from = Optional.of(at);
        if (!at.stamp().isAfter(settled)) {
          cursor = at.text();
        }
      }
      if (!cursor.isEmpty()) {
        reading.handedOut = cursor;
      }
      return cursor;
    }

    /** What is said of the streams that could not be read; they are asked for again when the cycle goes on. */
    private CallFailed unreadable() {
      List<String> names = java.util.stream.Stream.concat(failed.stream().map(reading -> reading.stream.of(facts.source())),
          failedTeams.stream()).toList();
      String streams = names.stream().map(name -> name.substring(name.indexOf('/') + 1)).collect(Collectors.joining(", "));
      CallFailed failure = passing == null ? new CallFailed(Problem.CONFIG, "Salesforce refuses to show " + streams + ": "
          + refusals + "; the other streams were read; check connectors/salesforce/mapping.yaml and the permission set", null)
          : new CallFailed(passing.problem(), "Salesforce does not show " + streams + " now: " + refusals
          + "; the other streams were read; tried again", null);
      waiting.addAll(failed);
      failed.clear();
      unreadTeams = failedTeams;
      failedTeams = List.of();
      refusals = "";
      passing = null;
      return failure.ofQuery().whileReading(names);
    }
  }

  private String soql(Reading reading, int limit) {
    var conditions = new ArrayList<String>();
    String only = facts.only(reading.stream);
    if (!only.isEmpty()) {
      conditions.add("(" + only + ")");
    }
    reading.from.ifPresent(cursor -> conditions.add("(" + cursor.condition() + ")"));
    return facts.select(reading.stream, reading.first) + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
        + " ORDER BY SystemModstamp, Id LIMIT " + limit;
  }
}
