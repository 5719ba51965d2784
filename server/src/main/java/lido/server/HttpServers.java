package lido.server;

import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The servers of Vert.x behind one address, each on an event loop of its own. They take new
 * connections in turn. Thread-safe.
 */
final class HttpServers {

  /** The servers that ask for a free port with the same number get the same port. */
  private static final AtomicInteger FREE_PORTS = new AtomicInteger();

  private final List<Context> loops;
  private final List<HttpServer> servers;

  /** The channel that accepts. Known from the first connection on. */
  private volatile @Nullable Channel acceptor;

  HttpServers(Vertx vertx, int loops, Supplier<HttpServer> server) {
    this.loops =
        Stream.<Context>generate(((VertxInternal) vertx)::createEventLoopContext)
            .limit(loops)
            .toList();
    this.servers = Stream.generate(server).limit(loops).toList();
  }

  /** Binds, and returns the port. */
  Future<Integer> listen(SocketAddress address) {
    var shared =
        address.isInetSocket() && address.port() == 0 && servers.size() > 1
            ? SocketAddress.sharedRandomPort(FREE_PORTS.incrementAndGet(), address.host())
            : address;
    var bound = listen(0, shared);
    for (int i = 1; i < servers.size(); i++) {
      int next = i;
      bound = bound.compose(before -> listen(next, shared));
    }
    return bound.map(last -> servers.get(0).actualPort());
  }

  private Future<HttpServer> listen(int index, SocketAddress address) {
    return on(loops.get(index), loop -> servers.get(index).listen(address));
  }

  /** A connection has come. */
  void accepted(HttpConnection connection) {
    if (acceptor == null && connection instanceof ConnectionBase base) {
      acceptor = base.channelHandlerContext().channel().parent();
    }
  }

  /**
   * Stops accepting. Done when Vert.x knows all connections that were accepted. To be called before
   * {@link #shutdown}, which tells only those that Vert.x knows.
   */
  Future<Void> acceptNoMore() {
    var channel = acceptor;
    if (channel == null) {
      return Future.succeededFuture();
    }
    var known = Promise.<Void>promise();
    channel
        .close()
        .addListener(
            closed ->
                Future.join(
                        loops.stream()
                            .map(loop -> on(loop, at -> Future.succeededFuture()))
                            .toList())
                    .<Void>mapEmpty()
                    .onComplete(known));
    return known.future();
  }

  /**
   * Tells the connections of the stop. Done when all have ended, at the latest after the timeout.
   */
  Future<Void> shutdown(Duration timeout) {
    return Future.join(
            servers.stream()
                .map(server -> server.shutdown(timeout.toMillis(), TimeUnit.MILLISECONDS))
                .toList())
        .mapEmpty();
  }

  /** Takes these options for the handshakes to come. */
  Future<Void> update(ServerSSLOptions options) {
    return servers.get(0).updateSSLOptions(options).mapEmpty();
  }

  private static <T> Future<T> on(Context loop, Function<Context, Future<T>> step) {
    var done = Promise.<T>promise();
    loop.runOnContext(nothing -> step.apply(loop).onComplete(done));
    return done.future();
  }
}
