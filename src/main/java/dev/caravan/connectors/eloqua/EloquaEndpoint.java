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
  }

  /** The activity types to read, in the order given. */
  List<ActivityType> activityTypes() {
    return ActivityType.parse(configuration.getActivityType());
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

  public EloquaConfiguration getConfiguration() {
    return configuration;
  }

  public void setConfiguration(EloquaConfiguration configuration) {
    this.configuration = configuration;
  }
}
