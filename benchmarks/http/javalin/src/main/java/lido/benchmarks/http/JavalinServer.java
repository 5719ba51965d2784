package lido.benchmarks.http;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.javalin.Javalin;
import io.javalin.json.JavalinJackson3;

/** Javalin on Jetty, with HikariCP; every request on a virtual thread. */
public final class JavalinServer {

  private JavalinServer() {}

  public static void main(String[] args) {
    var database = new HikariConfig();
    database.setJdbcUrl(System.getenv("DB_URL"));
    database.setUsername(System.getenv("DB_USER"));
    database.setPassword(System.getenv("DB_PASS"));
    database.setMaximumPoolSize(16);
    var products = new Products(new HikariDataSource(database));
    var server =
        Javalin.create(
            config -> {
              config.concurrency.useVirtualThreads = true;
              config.startup.showJavalinBanner = false;
              config.jsonMapper(new JavalinJackson3(JavalinJackson3.defaultMapper(), true));
              config.jetty.host = "127.0.0.1";
              config.routes.get(
                  "/products/{id}",
                  context -> context.json(products.find(Long.parseLong(context.pathParam("id")))));
            });
    server.start(0);
    System.out.println("port=" + server.port());
  }
}
