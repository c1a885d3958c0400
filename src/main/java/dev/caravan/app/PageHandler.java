package dev.caravan.app;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one request a connection: the page for {@code GET /}, and nothing to a browser that was led here under the name of
 * another site.
 */
@ChannelHandler.Sharable
final class PageHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(PageHandler.class);
  private static final Pattern THIS_MACHINE = Pattern.compile("(?i)(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");
  /** The page holds its own styles, and nothing else. */
  private static final Map<String, String> HEADERS = Map.of(
      "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'",
      "X-Content-Type-Options", "nosniff",
      "X-Frame-Options", "DENY",
      "Referrer-Policy", "no-referrer",
      "Cross-Origin-Opener-Policy", "same-origin",
      "Cross-Origin-Resource-Policy", "same-origin",
      "Cache-Control", "no-store");

  private final Supplier<String> page;
  private final Executor pages;

  /**
   * Answers with this page.
   *
   * @param pages makes the page, so that a slow one keeps no other connection waiting
   */
  PageHandler(Supplier<String> page, Executor pages) {
    this.page = page;
    this.pages = pages;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext connection, FullHttpRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (!request.decoderResult().isSuccess() || hosts.size() != 1) {
      answer(connection, HttpResponseStatus.BAD_REQUEST, "This request is not understood.\n");
    } else if (!THIS_MACHINE.matcher(hosts.get(0)).matches()) {
      answer(connection, HttpResponseStatus.MISDIRECTED_REQUEST,
          "This page is served to this machine only; ask for it as 127.0.0.1 or localhost.\n");
    } else if (!request.method().equals(HttpMethod.GET)) {
      answer(connection, HttpResponseStatus.METHOD_NOT_ALLOWED, "This page can only be read.\n");
    } else if (!request.uri().equals("/")) {
      answer(connection, HttpResponseStatus.NOT_FOUND, "There is one page here: /\n");
    } else {
      pages.execute(() -> make(connection));
    }
  }

  private void make(ChannelHandlerContext connection) {
    String made;
    try {
      made = page.get();
    } catch (RuntimeException e) {
      exceptionCaught(connection, e);
      return;
    }
    answer(connection, HttpResponseStatus.OK, made);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
    LOG.warn("the status page could not be shown: {}", cause.getClass().getSimpleName());
    answer(connection, HttpResponseStatus.INTERNAL_SERVER_ERROR, "The page cannot be shown; see what the service printed.\n");
  }

  private static void answer(ChannelHandlerContext connection, HttpResponseStatus status, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    HEADERS.forEach((name, value) -> response.headers().set(name, value));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE,
        (status.equals(HttpResponseStatus.OK) ? "text/html" : "text/plain") + ";charset=utf-8");
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    response.headers().set(HttpHeaderNames.CONNECTION, "close");
    if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
      response.headers().set(HttpHeaderNames.ALLOW, "GET");
    }
    connection.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }
}
