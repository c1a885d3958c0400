package dev.caravan.connectors.eloqua;

import dev.caravan.connectors.Overdue;
import dev.caravan.connectors.eloqua.internal.EloquaHttp;
import dev.caravan.connectors.eloqua.internal.EloquaSession;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code eloqua:} endpoints. Endpoints of one user of one site share one login: refresh tokens can be used only
 * once, so two sessions would throw each other out.
 */
@Component("eloqua")
public class EloquaComponent extends DefaultComponent {

  @Metadata(description = "The settings all endpoints start from.")
  private EloquaConfiguration configuration = new EloquaConfiguration();

  private final Map<List<Object>, EloquaHttp> connections = new ConcurrentHashMap<>();
  private final HttpClient client = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(Duration.ofSeconds(20))
      .followRedirects(HttpClient.Redirect.NEVER)
      .build();
  private @Nullable ScheduledExecutorService ownScheduler;
  private volatile @Nullable SiteFit fit;
  private volatile UnaryOperator<String> foreign = site -> "";
  private volatile Overdue overdue = Overdue.untold("requestTimeout");

  public EloquaComponent() {}

  public EloquaComponent(CamelContext context) {
    super(context);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
    var endpoint = new EloquaEndpoint(uri, this, configuration.copy());
    endpoint.setOperation(operation(remaining));
    setProperties(endpoint, parameters);
    endpoint.check();
    return endpoint;
  }

  private static EloquaOperation operation(String name) {
    for (EloquaOperation operation : EloquaOperation.values()) {
      if (operation.name().equals(name)) {
        return operation;
      }
    }
    throw new IllegalArgumentException("eloqua:" + name + ": unknown operation; expected one of "
        + List.of(EloquaOperation.values()));
  }

  /** The connection for some settings; the same login gives the same connection. */
  EloquaHttp connection(EloquaConfiguration c) {
    List<Object> login = List.of(c.getLoginUrl(), c.getAuthenticationType(), c.getSiteName(), c.getUserName(),
        c.getPassword(), c.getClientId(), c.getClientSecret(), c.getRefreshToken());
    return connections.computeIfAbsent(login, key -> new EloquaHttp(client, new EloquaSession(client, c, overdue, foreign), c, overdue));
  }

  /** From now on contact fields are read and written as the site has them. */
  void fitTo(SiteFit site) {
    fit = site;
  }

  /** From now on calls that are not answered in time are told there. */
  void tellOverdue(Overdue there) {
    overdue = there;
  }

  /** From now on only a site is used of which this says nothing, told its name after a login. */
  void refuse(UnaryOperator<String> why) {
    foreign = why;
  }

  /** How contacts are fitted to the site; null where nobody said what its fields are for. */
  @Nullable SiteFit fit() {
    return fit;
  }

  /** Times the pauses of an endpoint. */
  ScheduledExecutorService scheduler(EloquaConfiguration c) {
    ScheduledExecutorService given = c.getSyncScheduler();
    if (given != null) {
      return given;
    }
    synchronized (this) {
      if (ownScheduler == null) {
        ownScheduler = getCamelContext().getExecutorServiceManager()
            .newSingleThreadScheduledExecutor(this, "eloqua-sync");
      }
      return ownScheduler;
    }
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    ServiceHelper.startService(configuration.getTokenRepository(), configuration.getStateRepository());
  }

  @Override
  protected void doShutdown() throws Exception {
    ScheduledExecutorService own;
    synchronized (this) {
      own = ownScheduler;
      ownScheduler = null;
    }
    if (own != null) {
      getCamelContext().getExecutorServiceManager().shutdownNow(own);
    }
    connections.clear();
    super.doShutdown();
  }

  public EloquaConfiguration getConfiguration() {
    return configuration;
  }

  public void setConfiguration(EloquaConfiguration configuration) {
    this.configuration = configuration;
  }
}
