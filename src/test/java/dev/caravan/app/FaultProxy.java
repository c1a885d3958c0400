package dev.caravan.app;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands between Caravan and one system and spoils calls on the wire: connections are reset, replies cut off, held back,
 * exchanged for an earlier one, or answered in the system's place. What is not spoilt goes through as it is, except that
 * the system's own address in a reply becomes the proxy's.
 */
final class FaultProxy implements AutoCloseable {
  private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "content-length", "host", "expect", "upgrade",
      "http2-settings", "transfer-encoding", "keep-alive");

  /** Says which calls are spoilt, and how. */
  interface Script {
    /** Null lets the call through; {@code stale} is told whether an earlier reply of the shape is there. */
    @Nullable WireFault at(String shape, boolean stale);
  }

  /** A request as read from the wire. */
  private record Asked(String method, URI target, Map<String, String> headers, byte[] body) {}

  private record Reply(int status, Map<String, String> headers, byte[] body) {}

  private final ServerSocket door;
  private final URI system;
  private final CallShapes shapes;
  private final Script script;
  private final int heldBackMs;
  private final ExecutorService workers;
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Reply> earlier = new ConcurrentHashMap<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Exception> broken = new AtomicReference<>();

  /**
   * A proxy that listens at once.
   *
   * @param heldBackMs how long a slow reply is held back, if the caller does not give up before
   */
  FaultProxy(String name, URI system, Script script, int heldBackMs) throws IOException {
    this.system = system;
    this.script = script;
    this.heldBackMs = heldBackMs;
    this.shapes = new CallShapes(name);
    this.door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    this.workers = Executors.newCachedThreadPool(task -> {
      var thread = new Thread(task, "proxy-" + name);
      thread.setDaemon(true);
      return thread;
    });
    workers.execute(this::listen);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /** The shape of every call so far, in order. */
  List<String> seen() {
    return List.copyOf(seen);
  }

  /** What went wrong in the proxy itself, which no test may pass over. */
  @Nullable Exception broken() {
    return broken.get();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
    workers.shutdownNow();
  }

  private void listen() {
    while (!door.isClosed()) {
      try {
        Socket socket = door.accept();
        open.add(socket);
        workers.execute(() -> serve(socket));
      } catch (IOException e) {
        if (!door.isClosed()) {
          broken.compareAndSet(null, e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      Asked asked = read(in);
      while (asked != null && answer(asked, socket)) {
        asked = read(in);
      }
    } catch (SocketException | EOFException e) {
      // The caller went away in the middle, as one does who waits no longer.
    } catch (IOException | RuntimeException e) {
      broken.compareAndSet(null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  /** False ends the connection. */
  private boolean answer(Asked asked, Socket socket) throws IOException, InterruptedException {
    String shape = shapes.of(asked.method(), asked.target(), asked.body());
    seen.add(shape);
    Reply before = earlier.get(shape);
    WireFault fault = script.at(shape, before != null);
    if (fault == WireFault.RESET_BEFORE) {
      return reset(socket);
    }
    Reply reply = fault == WireFault.STALE && before != null ? before
        : fault == null || fault.reaches() ? forwarded(asked, shape) : instead(fault, shape);
    if (fault == WireFault.RESET_AFTER) {
      return reset(socket);
    }
    if (fault == WireFault.SLOW && isGivenUp(socket)) {
      return false;
    }
    byte[] whole = whole(reply, asked.method());
    OutputStream out = socket.getOutputStream();
    if (fault == WireFault.TRUNCATED) {
      out.write(whole, 0, reply.body().length < 2 ? whole.length / 2 : whole.length - reply.body().length / 2);
      out.flush();
      return false;
    }
    out.write(whole);
    out.flush();
    return true;
  }

  private static boolean reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
    return false;
  }

  /** Whether the caller hangs up before the time is over for which a slow reply is held back. */
  private boolean isGivenUp(Socket socket) throws IOException {
    socket.setSoTimeout(heldBackMs);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      socket.setSoTimeout(0);
      return false;
    }
  }

  private Reply forwarded(Asked asked, String shape) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(system + asked.target().toString())).method(asked.method(),
        asked.body().length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(asked.body()));
    asked.headers().forEach((name, value) -> {
      if (!OF_THE_CONNECTION.contains(name)) {
        request.header(name, value);
      }
    });
    HttpResponse<byte[]> got = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    var headers = new LinkedHashMap<String, String>();
    got.headers().map().forEach((name, values) -> {
      if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
        headers.put(name, ours(values.get(0)));
      }
    });
    byte[] body = ours(new String(got.body(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    var reply = new Reply(got.statusCode(), headers, body);
    shapes.heard(shape, body);
    earlier.put(shape, reply);
    return reply;
  }

  private String ours(String text) {
    return text.replace(system.getAuthority(), base().getAuthority());
  }

  private static Reply instead(WireFault fault, String shape) {
    boolean salesforce = shape.startsWith("salesforce");
    boolean login = shape.contains("/token");
    return switch (fault) {
      case UNAUTHORIZED -> json(401, login ? "{\"error\":\"invalid_client\",\"error_description\":\"invalid client credentials\"}"
          : salesforce ? "[{\"errorCode\":\"INVALID_SESSION_ID\",\"message\":\"Session expired or invalid\"}]" : "\"Not authenticated.\"");
      case NOT_FOUND -> salesforce
          ? json(404, "[{\"errorCode\":\"NOT_FOUND\",\"message\":\"The requested resource does not exist\"}]")
          : new Reply(404, Map.of(), new byte[0]);
      case NO_PAGE -> page(404, "404 Not Found");
      case NOTHING -> json(200, "{}");
      case EMPTY -> new Reply(200, Map.of(), new byte[0]);
      case UNAVAILABLE -> page(503, "We are down for maintenance");
      case STALE, TRUNCATED, RESET_BEFORE, RESET_AFTER, SLOW -> throw new IllegalStateException(shape + ": " + fault
          + " has no reply of its own");
    };
  }

  private static Reply page(int status, String words) {
    return new Reply(status, Map.of("Content-Type", "text/html;charset=UTF-8"),
        ("<!DOCTYPE html><html><body><h1>" + words + "</h1></body></html>").getBytes(StandardCharsets.UTF_8));
  }

  private static Reply json(int status, String body) {
    return new Reply(status, Map.of("Content-Type", "application/json;charset=UTF-8"), body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] whole(Reply reply, String method) {
    var head = new StringBuilder("HTTP/1.1 ").append(reply.status()).append(" .\r\n");
    reply.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (reply.status() != 204) {
      head.append("Content-Length: ").append(reply.body().length).append("\r\n");
    }
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    if (!method.equals("HEAD")) {
      whole.writeBytes(reply.body());
    }
    return whole.toByteArray();
  }

  /** The next request of a connection, null at its end. */
  private static @Nullable Asked read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    String[] words = first.split(" ", -1);
    var headers = new LinkedHashMap<String, String>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body = headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked") ? chunks(in)
        : exactly(in, Integer.parseInt(headers.getOrDefault("content-length", "0")));
    URI target = URI.create(words[1]);
    return new Asked(words[0], target.isAbsolute() ? URI.create(target.getRawPath()
        + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery())) : target, headers, body);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    for (int size = size(in); size > 0; size = size(in)) {
      body.writeBytes(exactly(in, size));
      line(in);
    }
    line(in);
    return body.toByteArray();
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in).replaceFirst(";.*", "").strip(), 16);
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("a request that was cut off");
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        byte[] bytes = line.toByteArray();
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        return new String(Arrays.copyOf(bytes, length), StandardCharsets.ISO_8859_1);
      }
      line.write(next);
    }
    return "";
  }
}
