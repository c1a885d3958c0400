package dev.caravan.connectors.eloqua;

import dev.caravan.sandbox.eloqua.Credentials;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.service.ServiceSupport;

/** An Eloqua on loopback, a Camel context with the component, a clock to be moved by hand, and what was received. */
final class Site implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-31T18:00:00Z");

  /** One message as it came out of the component. */
  record Received(List<Map<String, String>> rows, Map<String, Object> headers) {
    String text(String header) {
      return String.valueOf(headers.get(header));
    }
  }

  /** Positions kept in memory. */
  static final class Memory extends ServiceSupport implements StateRepository<String, String> {
    final Map<String, String> states = new HashMap<>();

    @Override
    public void setState(String key, String value) {
      states.put(key, value);
    }

    @Override
    public String getState(String key) {
      return states.get(key);
    }
  }

  final EloquaStandIn eloqua;
  final DefaultCamelContext camel = new DefaultCamelContext();
  final EloquaComponent component = new EloquaComponent(camel);
  final Memory positions = new Memory();
  final List<Received> received = new ArrayList<>();
  Instant now = NOW;

  Site(Path folder, String... lines) throws Exception {
    Path facts = Files.writeString(folder.resolve("facts-" + System.nanoTime() + ".ndjson"), String.join("\n", lines));
    InstantSource clock = () -> now;
    eloqua = EloquaStandIn.open(facts, null, clock, 0);
    basic(component.getConfiguration());
    component.getConfiguration().setClock(clock);
    camel.addComponent("eloqua", component);
    camel.getRegistry().bind("positions", positions);
    camel.start();
  }

  private void basic(EloquaConfiguration settings) {
    settings.setLoginUrl(eloqua.base().toString());
    settings.setSiteName(Credentials.TEST.site());
    settings.setUserName(Credentials.TEST.user());
    settings.setPassword(Credentials.TEST.password());
    settings.setClientId(Credentials.TEST.clientId());
    settings.setClientSecret(Credentials.TEST.clientSecret());
    settings.setSyncPollDelay(1);
    settings.setUpperBoundLag(0);
    settings.setPollRetries(0);
  }

  EloquaConfiguration settings() {
    return component.getConfiguration();
  }

  /** A route that only polls when told to. */
  ScheduledPollConsumer consume(String uri, Consumer<Exchange> processor) throws Exception {
    camel.addRoutes(new RouteBuilder() {
      @Override
      public void configure() {
        from(uri + (uri.contains("?") ? "&" : "?") + "startScheduler=false&stateRepository=#positions")
            .routeId("poll")
            .process(exchange -> {
              @SuppressWarnings("unchecked")
              List<Map<String, String>> rows = exchange.getIn().getBody(List.class);
              received.add(new Received(rows, Map.copyOf(exchange.getIn().getHeaders())));
              processor.accept(exchange);
            });
      }
    });
    return (ScheduledPollConsumer) camel.getRoute("poll").getConsumer();
  }

  /** Polls once; keeps positions as a journal would; returns what came. */
  List<Received> poll(String uri) throws Exception {
    var consumer = camel.getRoute("poll") == null ? consume(uri, exchange -> {
      String next = exchange.getIn().getHeader(EloquaConstants.NEXT_POSITION, String.class);
      if (!next.isEmpty()) {
        positions.setState(exchange.getIn().getHeader(EloquaConstants.POSITION_KEY, String.class), next);
      }
    }) : (ScheduledPollConsumer) camel.getRoute("poll").getConsumer();
    received.clear();
    consumer.run();
    return List.copyOf(received);
  }

  void later(Duration duration) {
    now = now.plus(duration);
  }

  static String pageView(int id, String time) {
    return "{\"specversion\":\"1.0\",\"id\":\"PageView-" + id + "\",\"source\":\"eloqua\",\"type\":\"activity.page-view\","
        + "\"subject\":\"dana.reyes@halden-health.example\",\"time\":\"" + time + "\",\"data\":{\"contact\":\"1986113\","
        + "\"visitor\":\"77\",\"url\":\"https://www.caravan.example/payments/pricing/plans\"}}";
  }

  static String contact(String id, String email) {
    return "{\"specversion\":\"1.0\",\"id\":\"contact-" + id + "@2026-01-01T00:00:00Z\",\"source\":\"eloqua\","
        + "\"type\":\"person\",\"subject\":\"" + email + "\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":{\"ids\":"
        + "{\"eloqua\":\"" + id + "\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\",\"consent\":{\"email\":true}}}";
  }

  @Override
  public void close() throws java.io.IOException {
    camel.close();
    eloqua.close();
  }
}
