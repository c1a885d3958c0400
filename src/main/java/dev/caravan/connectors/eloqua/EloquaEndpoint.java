package dev.caravan.connectors.eloqua;

import dev.caravan.connectors.eloqua.internal.ActivityType;
import dev.caravan.connectors.eloqua.internal.Bulk;
import dev.caravan.connectors.eloqua.internal.EloquaHttp;
import dev.caravan.connectors.eloqua.internal.Pause;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Read activities, contacts, accounts and campaigns from Oracle Eloqua, and write contact fields and shared lists.
 *
 * <p>Rows are {@code List<Map<String, String>>}: everything is text, as Eloqua sends it; an empty value is {@code ""}.
 */
@UriEndpoint(firstVersion = "4.18.0", scheme = "eloqua", title = "Oracle Eloqua", syntax = "eloqua:operation",
    category = {Category.SAAS, Category.CLOUD}, headersClass = EloquaConstants.class)
public class EloquaEndpoint extends ScheduledPollEndpoint implements EndpointServiceLocation {

  @UriPath(description = "What to do.")
  @Metadata(required = true)
  private EloquaOperation operation = EloquaOperation.activities;

  @UriParam
  private EloquaConfiguration configuration;

  @UriParam(label = "consumer", defaultValue = "0", javaType = "java.time.Duration",
      description = "An activity type whose last poll brought nothing is asked again only after this long, whatever the "
          + "schedule says; 0 asks it at every poll.")
  private long quiet;

  @UriParam(label = "consumer", defaultValue = "0", javaType = "java.time.Duration",
      description = "How often to look for activities that Eloqua recorded late, 0 for never. Such a sweep asks how many "
          + "rows there are, and reads them only where other ones than that were kept.")
  private long sweepEvery;

  @UriParam(label = "consumer", defaultValue = "2h", javaType = "java.time.Duration",
      description = "How far back a sweep looks.")
  private long sweepBack = 2 * 60 * 60 * 1000L;

  @UriParam(label = "consumer",
      description = "Tells how many rows of a window were kept; sweeps need it.")
  private @Nullable EloquaKept kept;

  @UriParam(label = "consumer",
      description = "Whether to ask over REST if any contact changed before contacts are exported: an idle poll then "
          + "costs no export.")
  private boolean askFirst;

  public EloquaEndpoint(String uri, EloquaComponent component, EloquaConfiguration configuration) {
    super(uri, component);
    this.configuration = configuration;
  }

  @Override
  public Producer createProducer() {
    return new EloquaProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    if (!operation.reads()) {
      throw new IllegalArgumentException("eloqua:" + operation + " writes and cannot be consumed from; expected one of "
          + "activities, contacts, accounts, campaigns");
    }
    var consumer = new EloquaConsumer(this, processor);
    if (getPollStrategy() == null || getPollStrategy().getClass() == DefaultPollingConsumerPollStrategy.class) {
      setPollStrategy(new EloquaPollStrategy(configuration.getPollRetries(), pause()));
    }
    configureConsumer(consumer);
    return consumer;
  }

  /** What can be seen to be wrong before anything is called. */
  void check() {
    int page = configuration.getPageSize();
    if (page < 1 || page > 50_000) {
      throw new IllegalArgumentException("eloqua:" + operation + ": pageSize is " + page + "; expected 1 to 50000");
    }
    if (configuration.getWindowHours() < 0) {
      throw new IllegalArgumentException("eloqua:" + operation + ": windowHours is " + configuration.getWindowHours()
          + "; expected 0 or more");
    }
    if (!configuration.getSince().isEmpty()) {
      try {
        Instant.parse(configuration.getSince());
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("eloqua:" + operation + ": since is \"" + configuration.getSince()
            + "\"; expected a time such as 2026-01-31T00:00:00Z", e);
      }
    }
    if (operation == EloquaOperation.activities) {
      activityTypes();
    }
    if (sweepEvery > 0 && (operation != EloquaOperation.activities || kept == null)) {
      throw new IllegalArgumentException("eloqua:" + operation + ": sweepEvery is set; expected it at activities only, and"
          + " beside it kept, which tells how many rows were kept");
    }
  }

  /** The activity types to read, in the order given. */
  List<ActivityType> activityTypes() {
    return ActivityType.parse(configuration.getActivityType());
  }

  /** The streams it reads, as the journal knows them. */
  List<String> streams(String source) {
    return switch (operation) {
      case activities -> activityTypes().stream()
          .map(type -> EloquaFacts.stream(source, EloquaFacts.ACTIVITIES + type.label())).toList();
      case contacts, campaigns -> List.of(EloquaFacts.stream(source, operation.name()));
      case accounts, importContacts, addToList, removeFromList, unsubscribe, subscribe -> List.of();
    };
  }

  EloquaHttp http() {
    return ((EloquaComponent) getComponent()).connection(configuration);
  }

  @Nullable SiteFit fit() {
    return ((EloquaComponent) getComponent()).fit();
  }

  Pause pause() {
    return new Pause(((EloquaComponent) getComponent()).scheduler(configuration));
  }

  Bulk bulk() {
    return new Bulk(http(), pause(), configuration);
  }

  @Override
  public String getServiceUrl() {
    return configuration.getLoginUrl();
  }

  @Override
  public String getServiceProtocol() {
    return "rest";
  }

  @Override
  public Map<String, String> getServiceMetadata() {
    return Map.of("siteName", configuration.getSiteName());
  }

  public EloquaOperation getOperation() {
    return operation;
  }

  public void setOperation(EloquaOperation operation) {
    this.operation = operation;
  }

  public long getQuiet() {
    return quiet;
  }

  public void setQuiet(long quiet) {
    this.quiet = quiet;
  }

  public long getSweepEvery() {
    return sweepEvery;
  }

  public void setSweepEvery(long sweepEvery) {
    this.sweepEvery = sweepEvery;
  }

  public long getSweepBack() {
    return sweepBack;
  }

  public void setSweepBack(long sweepBack) {
    this.sweepBack = sweepBack;
  }

  public @Nullable EloquaKept getKept() {
    return kept;
  }

  public void setKept(@Nullable EloquaKept kept) {
    this.kept = kept;
  }

  public boolean isAskFirst() {
    return askFirst;
  }

  public void setAskFirst(boolean askFirst) {
    this.askFirst = askFirst;
  }

  public EloquaConfiguration getConfiguration() {
    return configuration;
  }

  public void setConfiguration(EloquaConfiguration configuration) {
    this.configuration = configuration;
  }
}
