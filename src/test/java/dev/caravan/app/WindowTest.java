package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.cli.CannotStart;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WindowTest {
  private final Window window = new Window(() -> "<p>All is well: ü</p>", 0);

  @AfterEach
  void close() {
    window.close();
  }

  private Socket connect(Window to) throws IOException {
    return new Socket(to.address().getHost(), to.address().getPort());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private String ask(String request) throws IOException {
    try (Socket socket = connect(window)) {
      send(socket, request);
      return answer(socket);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost:8080", "LOCALHOST", "[::1]:1"})
  void the_page_is_shown_under_the_names_of_this_machine(String host) throws IOException {
    assertThat(ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).startsWith("HTTP/1.1 200 ")
        .endsWith("<p>All is well: ü</p>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"caravan.example.com", "127.0.0.1.example.com", "localhost.example.com:80", "", "10.0.0.1",
      "localhost@example.com"})
  void nothing_is_shown_under_another_name(String host) throws IOException {
    assertThat(ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).startsWith("HTTP/1.1 421 ").doesNotContain("All is well");
  }

  @Test
  void a_request_without_a_host_or_with_two_is_refused() throws IOException {
    assertThat(ask("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(ask("GET / HTTP/1.1\r\nHost: localhost\r\nHost: example.com\r\n\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void nothing_but_reading_the_one_page_is_offered() throws IOException {
    assertThat(ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")).startsWith("HTTP/1.1 405 ")
        .containsIgnoringCase("allow: GET");
    assertThat(ask("GET /application.properties HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 404 ");
    assertThat(ask("POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 9999\r\n\r\n")).startsWith("HTTP/1.1 413 ");
    assertThat(ask("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(10_000) + "\r\n\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void browsers_are_told_to_run_frame_and_keep_nothing() throws IOException {
    assertThat(ask("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").toLowerCase(java.util.Locale.ROOT))
        .contains("content-security-policy: default-src 'none';", "frame-ancestors 'none'", "x-content-type-options: nosniff",
            "x-frame-options: deny", "referrer-policy: no-referrer", "cache-control: no-store");
  }

  @Test
  void half_sent_requests_keep_nobody_from_the_page() throws IOException {
    List<Socket> halves = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket half = connect(window);
        halves.add(half);
        send(half, "GET / HTTP/1.1\r\nHost: loc");
      }
      assertThat(ask("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    } finally {
      for (Socket half : halves) {
        half.close();
      }
    }
  }

  @Test
  void a_page_that_takes_long_keeps_nobody_from_the_next() throws Exception {
    var goOn = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    var asked = new java.util.concurrent.atomic.AtomicInteger();
    try (var slow = new Window(() -> {
      if (asked.getAndIncrement() == 0) {
        begun.countDown();
        await(goOn);
      }
      return "<p>" + asked + "</p>";
    }, 0); Socket first = connect(slow); Socket second = connect(slow)) {
      send(first, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      begun.await();
      send(second, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(answer(second)).endsWith("<p>2</p>");
      goOn.countDown();
      assertThat(answer(first)).endsWith("<p>2</p>");
    }
  }

  @Test
  void a_request_that_is_not_finished_in_time_is_ended() throws IOException {
    try (var brief = new Window(() -> "", 0, Duration.ofMillis(50)); Socket half = connect(brief)) {
      send(half, "GET / HTTP/1.1\r\n");
      assertThat(answer(half)).as("the connection is closed without an answer").isEmpty();
    }
  }

  @Test
  void a_page_that_cannot_be_made_says_nothing_of_why() throws IOException {
    try (var broken = new Window(() -> {
      throw new IllegalStateException("dana.reyes@halden-health.example");
    }, 0); Socket socket = connect(broken)) {
      send(socket, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(answer(socket)).startsWith("HTTP/1.1 500 ").doesNotContain("dana");
    }
  }

  @Test
  void a_port_in_use_is_told_with_what_to_do() {
    assertThatThrownBy(() -> new Window(() -> "", window.address().getPort()).close()).isInstanceOf(CannotStart.class)
        .hasMessageContaining("name another with --port");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
