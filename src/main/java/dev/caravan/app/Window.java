package dev.caravan.app;

import com.sun.net.httpserver.HttpServer;
import dev.caravan.cli.CannotStart;
import dev.caravan.console.StatusPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Mounts the console's page on loopback; nobody beyond this machine sees it. */
final class Window implements AutoCloseable {
  private final HttpServer server;

  Window(Caravan caravan, int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new CannotStart("port " + port + " of this machine cannot be used: " + e.getMessage() + "; name another with --port", e);
    }
    server.createContext("/", exchange -> {
      try (exchange) {
        byte[] page = StatusPage.html(caravan.journal(), caravan.outbox(), List.of("salesforce", "eloqua")).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
      }
    });
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
