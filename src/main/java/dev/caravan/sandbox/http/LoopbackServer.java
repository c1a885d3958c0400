package dev.caravan.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1.1 server on 127.0.0.1 that hands requests to the first route whose method and path pattern match.
 *
 * <p>Routes are added before {@link #start}; faults may be added at any time. Paths match whole and without regard to
 * case. A handler that throws answers 500 with the exception's text, so that a broken stand-in is seen.
 */
public final class LoopbackServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);

  static {
    // The JDK's server sends head and body of a reply apart; without this each kept-alive call waits 40 ms for an ACK.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  /** Answers one request. */
  @FunctionalInterface
  public interface Handler {
    Reply handle(Request request) throws IOException;
  }

  private record Route(String method, Pattern path, Handler handler) {}

  private static final class Armed {
    final Fault fault;
    final AtomicInteger left;

    Armed(Fault fault) {
      this.fault = fault;
      this.left = new AtomicInteger(fault.times());
    }
  }

  private final HttpServer server;
  private final ExecutorService workers;
  private final List<Route> routes = new ArrayList<>();
  private final List<Armed> faults = new java.util.concurrent.CopyOnWriteArrayList<>();
  private final AtomicLong requests = new AtomicLong();
  private final String name;

  /**
   * Binds to a port of loopback.
   *
   * @param name for thread names and log lines
   * @param port 0 for any free one
   */
  public LoopbackServer(String name, int port) {
    this.name = name;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port + " of loopback for " + name, e);
    }
    var count = new AtomicInteger();
    workers = Executors.newFixedThreadPool(8, task -> {
      var thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    });
    server.setExecutor(workers);
    server.createContext("/", this::serve);
  }

  /** Adds a route; {@code pathPattern} is a regular expression over the whole decoded path. */
  public LoopbackServer route(String method, String pathPattern, Handler handler) {
    routes.add(new Route(method, Pattern.compile(pathPattern, Pattern.CASE_INSENSITIVE), handler));
    return this;
  }

  /** Makes trouble from now on, until the fault is spent. */
  public void add(Fault fault) {
    faults.add(new Armed(fault));
  }

  public LoopbackServer start() {
    server.start();
    return this;
  }

  /** Where it listens, such as {@code http://127.0.0.1:40123}. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Requests seen since the start, faults included. */
  public long requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      Request request = read(exchange);
      Fault.Effect effect = strike(request);
      if (effect instanceof Fault.Effect.DropBefore) {
        return; // closing without a reply drops the connection
      }
      Reply reply = effect instanceof Fault.Effect.Instead instead ? instead.reply()
          : effect instanceof Fault.Effect.InsteadBy by ? by.reply().apply(request) : answer(request);
      if (effect instanceof Fault.Effect.DropAfter) {
        return;
      }
      reply.headers().forEach((header, value) -> exchange.getResponseHeaders().set(header, value));
      boolean bodyless = reply.body().length == 0;
      exchange.sendResponseHeaders(reply.status(), bodyless ? -1 : reply.body().length);
      if (!bodyless) {
        exchange.getResponseBody().write(reply.body());
      }
    }
  }

  private Reply answer(Request request) {
    for (Route route : routes) {
      if (!route.method().equals(request.method())) {
        continue;
      }
      var match = route.path().matcher(request.path());
      if (match.matches()) {
        var groups = new ArrayList<String>();
        for (int i = 1; i <= match.groupCount(); i++) {
          groups.add(match.group(i) == null ? "" : match.group(i));
        }
        try {
          return route.handler().handle(request.with(List.copyOf(groups)));
        } catch (IOException | RuntimeException e) {
          LOG.error("{}: {} {} failed", name, request.method(), request.path(), e);
          return Reply.text(500, "text/plain;charset=UTF-8", name + " stand-in: " + e);
        }
      }
    }
    return Reply.json(404, "[{\"errorCode\":\"NOT_FOUND\",\"message\":\"The requested resource does not exist\"}]");
  }

  private Fault.@org.jspecify.annotations.Nullable Effect strike(Request request) {
    for (Armed armed : faults) {
      if (armed.fault.when().test(request) && armed.left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        return armed.fault.effect();
      }
    }
    return null;
  }

  private static Request read(HttpExchange exchange) throws IOException {
    var headers = new LinkedHashMap<String, List<String>>();
    exchange.getRequestHeaders().forEach((header, values) -> headers.put(header.toLowerCase(Locale.ROOT), values));
    URI uri = exchange.getRequestURI();
    return new Request(
        exchange.getRequestMethod().toUpperCase(Locale.ROOT),
        uri.getPath(),
        parameters(uri.getRawQuery()),
        headers,
        exchange.getRequestBody().readAllBytes(),
        List.of());
  }

  /** Decodes {@code a=1&b=2}, as in a query or a form body. */
  public static Map<String, String> parameters(@org.jspecify.annotations.Nullable String encoded) {
    var parameters = new LinkedHashMap<String, String>();
    if (encoded != null && !encoded.isEmpty()) {
      for (String pair : encoded.split("&", -1)) {
        int eq = pair.indexOf('=');
        String key = eq < 0 ? pair : pair.substring(0, eq);
        String value = eq < 0 ? "" : pair.substring(eq + 1);
        parameters.putIfAbsent(
            URLDecoder.decode(key, StandardCharsets.UTF_8), URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }
}
