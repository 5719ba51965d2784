package lido.benchmarks.http;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Spring Boot on Tomcat, with HikariCP; see application.properties. */
@SpringBootApplication
public class SpringServer {

  public static void main(String[] args) {
    SpringApplication.run(SpringServer.class, args);
  }

  @EventListener
  public void listens(WebServerInitializedEvent event) {
    System.out.println("port=" + event.getWebServer().getPort());
  }

  /** The one route. */
  @RestController
  public static class ProductController {

    private final Products products;

    public ProductController(DataSource source) {
      this.products = new Products(source);
    }

    @GetMapping("/products/{id}")
    public Product show(@PathVariable("id") long id) throws SQLException {
      return products.find(id);
    }
  }
}
