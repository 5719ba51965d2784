package example;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.sql.SQLException;
import lido.container.Application;
import lido.container.Worker;
import lido.pool.Database;
import lido.server.Request;

/** Says who answers; and forgets a connection, to show who takes it back. */
final class HomeController {

  private final Application application;
  private final Worker worker;
  private final Database orders;

  @Inject
  HomeController(Application application, Worker worker, @Named("orders") Database orders) {
    this.application = application;
    this.worker = worker;
    this.orders = orders;
  }

  Home show(Request request) {
    return new Home(application.name(), application.version(), worker.id());
  }

  /**
   * Borrows and never closes, which one should not do: the connection goes back when the request
   * ends, and the log says where it was borrowed.
   */
  @SuppressWarnings("MustBeClosedChecker")
  Forgotten forget(Request request) throws SQLException {
    orders.getConnection();
    return new Forgotten(orders.stats().inUse());
  }

  record Home(String name, String version, int worker) {}

  record Forgotten(int inUse) {}
}
