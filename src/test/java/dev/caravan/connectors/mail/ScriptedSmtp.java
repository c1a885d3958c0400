package dev.caravan.connectors.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers what it is told to, by the beginning of the command; {@code ""} breaks the connection. */
final class ScriptedSmtp implements AutoCloseable {
  final List<String> taken = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final ServerSocket socket;

  ScriptedSmtp() throws IOException {
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    var thread = new Thread(this::serve, "scripted-smtp");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  void answers(String command, String answer) {
    answers.put(command, answer);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket caller = socket.accept()) {
        talk(caller);
      } catch (IOException e) {
        if (socket.isClosed()) {
          return;
        }
      }
    }
  }

  private void talk(Socket caller) throws IOException {
    var in = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
    OutputStream out = caller.getOutputStream();
    say(out, "220 ready");
    var text = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = line;
      String answer = answers.entrySet().stream().filter(each -> command.startsWith(each.getKey())).map(Map.Entry::getValue)
          .findFirst().orElse(line.startsWith("DATA") ? "354 go on" : line.startsWith("EHLO") ? "250-here\r\n250 AUTH LOGIN PLAIN" : "250 ok");
      if (line.startsWith("DATA") && answer.startsWith("354")) {
        say(out, answer);
        for (String more = in.readLine(); more != null && !more.equals("."); more = in.readLine()) {
          text.append(more).append('\n');
        }
        answer = answers.getOrDefault(".", "250 taken");
        if (!answer.startsWith("5") && !answer.startsWith("4")) {
          taken.add(text.toString());
        }
      }
      if (answer.isEmpty()) {
        return;
      }
      say(out, answer);
      if (line.startsWith("QUIT")) {
        return;
      }
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
