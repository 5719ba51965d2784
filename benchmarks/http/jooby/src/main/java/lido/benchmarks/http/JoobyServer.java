package lido.benchmarks.http;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.jooby.ExecutionMode;
import io.jooby.Jooby;
import io.jooby.MediaType;
import io.jooby.ServerOptions;
import io.jooby.netty.NettyServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** Jooby on Netty, with HikariCP; every request on a virtual thread where there are any. */
public final class JoobyServer {

  private JoobyServer() {}

  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    var database = new HikariConfig();
    database.setJdbcUrl(System.getenv("DB_URL"));
    database.setUsername(System.getenv("DB_USER"));
    database.setPassword(System.getenv("DB_PASS"));
    database.setMaximumPoolSize(16);
    var products = new Products(new HikariDataSource(database));
    var json = JsonMapper.builder().build();
    var worker = virtualThreads();
    int port = freePort();
    var options = new ServerOptions().setPort(port);
    options.setHost("127.0.0.1");
    var app = Jooby.createApp(ExecutionMode.WORKER, Jooby::new);
    if (worker != null) {
      app.setWorker(worker);
    }
    app.encoder(
        MediaType.json,
        (context, value) -> context.getBufferFactory().wrap(json.writeValueAsBytes(value)));
    app.get("/products/{id}", context -> products.find(context.path("id").longValue()))
        .produces(MediaType.json);
    new NettyServer().setOptions(options).start(app);
    System.out.println("port=" + port);
  }

  /** By reflection, because this compiles for 17; null there. */
  private static Executor virtualThreads() throws ReflectiveOperationException {
    return Runtime.version().feature() < 21
        ? null
        : (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  /** It does not tell which port it found free. */
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
