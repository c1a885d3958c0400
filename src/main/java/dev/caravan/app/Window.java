package dev.caravan.app;

import dev.caravan.cli.CannotStart;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Serves the console's page on loopback; nobody beyond this machine sees it. A connection holds no thread while its request
 * is incomplete, and is closed when it has not been answered in time.
 */
final class Window implements AutoCloseable {
  /** From the opening of a connection to its answer. */
  static final Duration TIME_LIMIT = Duration.ofSeconds(10);

  private static final int LONGEST_LINE = 4_096;
  private static final int LONGEST_HEAD = 8_192;
  private static final int PAGES_AT_ONCE = 4;
  private static final int WAITING_CONNECTIONS = 64;

  private final NioEventLoopGroup connections = new NioEventLoopGroup(1);
  private final ExecutorService pages = Executors.newFixedThreadPool(PAGES_AT_ONCE);
  private final Channel server;

  /**
   * Opens it.
   *
   * @param port 0 for any that is free
   * @throws CannotStart if the port cannot be used
   */
  Window(Supplier<String> page, int port) {
    this(page, port, TIME_LIMIT);
  }

  Window(Supplier<String> page, int port, Duration timeLimit) {
    var handler = new PageHandler(page, pages);
    ChannelFuture bound = new ServerBootstrap().group(connections).channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, WAITING_CONNECTIONS)
        .childHandler(new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel connection) {
            var unused = connection.eventLoop().schedule(() -> connection.close(), timeLimit.toMillis(), TimeUnit.MILLISECONDS);
            connection.pipeline().addLast(new HttpServerCodec(LONGEST_LINE, LONGEST_HEAD, LONGEST_HEAD))
                .addLast(new HttpObjectAggregator(1)).addLast(handler);
          }
        }).bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      end();
      throw new CannotStart("port " + port + " of this machine cannot be used: " + bound.cause().getMessage()
          + "; name another with --port", bound.cause());
    }
    server = bound.channel();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort() + "/");
  }

  @Override
  public void close() {
    server.close().awaitUninterruptibly();
    end();
  }

  private void end() {
    connections.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    pages.shutdownNow();
  }
}
