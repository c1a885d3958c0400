package dev.caravan.connectors.eloqua;

import dev.caravan.connectors.eloqua.internal.ActivityType;
import dev.caravan.connectors.eloqua.internal.Campaigns;
import dev.caravan.connectors.eloqua.internal.Changes;
import dev.caravan.connectors.eloqua.internal.Export;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads everything that is due, window by window, a page a message.
 *
 * <p>A window whose page could not be processed is given up at once, whether or not the route handled the failure: its
 * last page carries the position, which must not pass over rows nobody kept. The next poll reads it again.
 */
final class EloquaConsumer extends ScheduledPollConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(EloquaConsumer.class);
  /** By how much a schedule may be off. */
  private static final Duration CRON_IS_LATE = Duration.ofSeconds(5);
  private static final Instant BEGINNING = Instant.parse("2000-01-01T00:00:00Z");

  private final EloquaEndpoint endpoint;
  private final EloquaConfiguration settings;
  /**
   * When types that brought nothing were asked last. Another map takes its place when polling begins anew, so that what a
   * poll before finds out, which may still be under way, makes no type rest.
   */
  private volatile Map<ActivityType, Instant> quietSince = new ConcurrentHashMap<>();
  private @Nullable List<String> known;
  private long rows;

  EloquaConsumer(EloquaEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.settings = endpoint.getConfiguration();
  }

  @Override
  protected void doStart() throws Exception {
    quietSince = new ConcurrentHashMap<>();
    super.doStart();
  }

  @Override
  protected void doResume() throws Exception {
    quietSince = new ConcurrentHashMap<>();
    super.doResume();
  }

  @Override
  protected int poll() throws Exception {
    return switch (endpoint.getOperation()) {
      case activities -> pollActivities();
      case contacts -> only("contacts", () -> pollStream("contacts", "", Export.contacts(fields("contacts"))));
      case accounts -> only("accounts", () -> pollStream("accounts", "", Export.accounts(fields("accounts"))));
      case campaigns -> only("campaigns", this::pollCampaigns);
      case importContacts, addToList, removeFromList, unsubscribe, subscribe ->
          throw new IllegalStateException(endpoint.getOperation() + " cannot be consumed from");
    };
  }

  /** The fields asked for that the site has: one that is missing must not stop all others. */
  private List<String> fields(String collection) throws EloquaException, InterruptedException {
    List<String> wanted = names(settings.getFields());
    SiteFit fit = endpoint.fit();
    if (fit != null && collection.equals("contacts")) {
      return fit.readable(endpoint, wanted);
    }
    if (known == null) {
      Set<String> there = wanted.isEmpty() ? Set.of() : endpoint.bulk().fieldNames(collection);
      List<String> missing = wanted.stream().filter(name -> !there.contains(name)).toList();
      if (!missing.isEmpty()) {
        LOG.warn("Eloqua has no {} fields {}, or its user may not see them; they are not read", collection, missing);
      }
      known = wanted.stream().filter(there::contains).toList();
    }
    return known;
  }

  static List<String> names(String separatedByCommas) {
    return Arrays.stream(separatedByCommas.split(",", -1)).map(String::trim).filter(name -> !name.isEmpty()).toList();
  }

  /** One type in trouble does not keep the others waiting. */
  private int pollActivities() throws Exception {
    int messages = 0;
    Exception first = null;
    List<ActivityType> types = endpoint.activityTypes();
    List<String> unread = new ArrayList<>();
    for (ActivityType type : types) {
      if (rests(type)) {
        continue;
      }
      try {
        messages += pollActivities(type);
      } catch (InterruptedException e) {
        throw e;
      } catch (EloquaCredentialsException e) {
        unread.addAll(types.subList(types.indexOf(type), types.size()).stream().map(EloquaConsumer::key).toList());
        throw naming(e, unread);
      } catch (Exception e) {
        unread.add(key(type));
        LOG.info("Reading {} activities: {}", type.label(), e.toString());
        if (first == null) {
          first = e;
        } else if (isRefusal(first) && !isRefusal(e)) {
          e.addSuppressed(first); // what may pass is waited for
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw naming(first, unread);
    }
    return messages;
  }

  /** A type that brought nothing the last time, and was asked not long ago. */
  private boolean rests(ActivityType type) {
    Instant asked = quietSince.get(type);
    return asked != null && settings.getClock().instant().plus(CRON_IS_LATE).isBefore(asked.plusMillis(endpoint.getQuiet()));
  }

  private int pollActivities(ActivityType type) throws Exception {
    Map<ActivityType, Instant> quiet = quietSince;
    Instant asked = settings.getClock().instant();
    long before = rows;
    Export export = Export.of(type);
    boolean begun = !state(key(type)).isEmpty();
    int messages = pollStream(key(type), type.label(), export);
    if (begun) {
      messages += sweep(type, export);
    }
    if (rows == before) {
      quiet.put(type, asked);
    } else {
      quiet.remove(type);
    }
    return messages;
  }

  /** Looks for late rows if that is due; it never looks further than was read, nor before what was to be read at all. */
  private int sweep(ActivityType type, Export export) throws Exception {
    EloquaKept kept = endpoint.getKept();
    if (endpoint.getSweepEvery() == 0 || kept == null) {
      return 0;
    }
    String key = key(type);
    Instant to = instant(key, state(key));
    String swept = state(key + EloquaFacts.LATE);
    if (!swept.isEmpty() && to.isBefore(instant(key, swept).plusMillis(endpoint.getSweepEvery()))) {
      return 0;
    }
    Instant from = to.minusMillis(endpoint.getSweepBack());
    if (!settings.getSince().isEmpty() && from.isBefore(Instant.parse(settings.getSince()))) {
      from = Instant.parse(settings.getSince());
    }
    var sent = new int[1];
    if (from.isBefore(to)) {
      new EloquaSweep(key, export, endpoint.bulk(), kept, settings.getPageSize()).over(from, to, (page, number, start, end) -> {
        send(new Page(key + EloquaFacts.LATE, type.label(), page, number, start, end, "", false));
        sent[0]++;
      });
    }
    send(new Page(key + EloquaFacts.LATE, type.label(), List.of(), 1, from, to, to.toString(), false));
    return sent[0] + 1;
  }

  private String state(String key) {
    StateRepository<String, String> repository = settings.getStateRepository();
    String state = repository == null ? null : repository.getState(key);
    return state == null ? "" : state;
  }

  private static boolean isRefusal(Exception failure) {
    return failure instanceof EloquaRefusedException;
  }

  private static String key(ActivityType type) {
    return EloquaFacts.ACTIVITIES + type.label();
  }

  /** A failure that says which streams could not be read for it. */
  private static <E extends Exception> E naming(E failure, List<String> keys) {
    if (failure instanceof EloquaException eloqua) {
      eloqua.addStreams(keys.stream().map(key -> EloquaFacts.stream(EloquaConnector.SOURCE, key)).toList());
    }
    return failure;
  }

  private interface Reading {
    int messages() throws Exception;
  }

  private int only(String key, Reading reading) throws Exception {
    try {
      return reading.messages();
    } catch (EloquaException e) {
      SiteFit fit = endpoint.fit();
      if (fit != null && isRefusal(e) && key.equals("contacts")) {
        fit.refused();
      }
      throw naming(e, List.of(key));
    }
  }

  private int pollStream(String key, String activityType, Export export) throws Exception {
    String kept = state(key);
    boolean begun = !kept.isEmpty();
    Instant position = begun ? instant(key, kept)
        : settings.getSince().isEmpty() ? BEGINNING : Instant.parse(settings.getSince());
    Instant end = endpoint.http().now(settings.getClock().instant()).minusMillis(settings.getUpperBoundLag())
        .truncatedTo(ChronoUnit.SECONDS);
    if (!position.isBefore(end)) {
      send(Page.empty(key, activityType, position, end));
      return 1;
    }
    if (begun && endpoint.isAskFirst() && endpoint.getOperation() == EloquaOperation.contacts
        && Changes.ofContacts(endpoint.http(), position.minusMillis(settings.getOverlap())) == 0) {
      send(new Page(key, activityType, List.of(), 1, position, end, end.toString(), true));
      return 1;
    }
    Instant from = begun ? position.minusMillis(settings.getOverlap()) : position;
    Duration longest = settings.getWindowHours() == 0
        ? Duration.between(from, end) : Duration.ofHours(settings.getWindowHours());
    Duration length = longest;
    var sent = new int[1];
    while (from.isBefore(end)) {
      Instant start = from;
      Instant to = start.plus(length).isBefore(end) ? start.plus(length) : end;
      Instant reached = to.isAfter(position) ? to : position;
      boolean read = export.read(endpoint.bulk(), start, to, settings.getPageSize(), settings.getMaxRowsPerExport(),
          (rows, number, last) -> {
            send(new Page(key, activityType, rows, number, start, to, last ? reached.toString() : "",
                last && to.equals(end)));
            sent[0]++;
          });
      if (read) {
        from = to;
        length = length.multipliedBy(2).compareTo(longest) < 0 ? length.multipliedBy(2) : longest;
      } else {
        length = Duration.ofSeconds(Math.max(1, Duration.between(start, to).toSeconds() / 2));
        LOG.info("Too many {} rows from {} to {}: halving the window to {}", key, start, to, length);
      }
    }
    return sent[0];
  }

  private static Instant instant(String key, String position) throws EloquaException {
    try {
      return Instant.parse(position);
    } catch (DateTimeParseException e) {
      throw new EloquaException("position of " + key + ": \"" + position
          + "\" is not a time; expected one such as 2026-01-31T00:00:00Z as given in " + EloquaConstants.NEXT_POSITION,
          0, e);
    }
  }

  private int pollCampaigns() throws Exception {
    Instant now = settings.getClock().instant().truncatedTo(ChronoUnit.SECONDS);
    var sent = new int[1];
    Campaigns.read(endpoint.http(), settings.getPageSize(), (rows, number, last) -> {
      send(new Page("campaigns", "", rows, number, BEGINNING, now, last ? now.toString() : "", last));
      sent[0]++;
    });
    return sent[0];
  }

  private record Page(String key, String activityType, List<Map<String, String>> rows, int number, Instant from,
      Instant to, String nextPosition, boolean upToDate) {
    static Page empty(String key, String activityType, Instant from, Instant to) {
      return new Page(key, activityType, List.of(), 1, from, to, "", true);
    }
  }

  private void send(Page page) throws Exception {
    if (!isRunAllowed()) {
      throw new InterruptedException("stopping; the window from " + page.from() + " is read again next time");
    }
    Exchange exchange = createExchange(false);
    try {
      var message = exchange.getIn();
      message.setBody(page.rows());
      rows += page.rows().size();
      message.setHeader(EloquaConstants.OPERATION, endpoint.getOperation());
      if (!page.activityType().isEmpty()) {
        message.setHeader(EloquaConstants.ACTIVITY_TYPE, page.activityType());
      }
      message.setHeader(EloquaConstants.POSITION_KEY, page.key());
      message.setHeader(EloquaConstants.PAGE, page.number());
      message.setHeader(EloquaConstants.FROM, page.from().toString());
      message.setHeader(EloquaConstants.TO, page.to().toString());
      message.setHeader(EloquaConstants.NEXT_POSITION, page.nextPosition());
      message.setHeader(EloquaConstants.UP_TO_DATE, page.upToDate());
      getProcessor().process(exchange);
      if (exchange.getException() != null || exchange.getExchangeExtension().isFailureHandled()
          || exchange.isRollbackOnly()) {
        Exception failure = exchange.getException() != null
            ? exchange.getException() : exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        throw new EloquaException("page " + page.number() + " of " + page.key() + " from " + page.from() + " to "
            + page.to() + " was not processed; the window is read again at the next poll", 0, failure);
      }
    } finally {
      releaseExchange(exchange, false);
    }
  }
}
