package example;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import lido.pool.Database;
import lido.pool.DatabasePool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bin/console orders:count}. */
@Command(name = "orders:count", description = "Counts the orders.")
final class OrdersCount implements Callable<Integer> {

  private final DatabasePool pool;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--customer", paramLabel = "NAME", description = "Only those of one customer.")
  private @Nullable String customer;

  @Inject
  OrdersCount(DatabasePool pool) {
    this.pool = pool;
  }

  @Override
  public Integer call() throws SQLException {
    Database orders = pool.getConnection("orders");
    String sql =
        "select count(*) from " + orders.table("orders") + " where ? is null or customer = ?";
    int count =
        orders.withConnection(
            connection -> {
              try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, customer);
                select.setString(2, customer);
                try (ResultSet row = select.executeQuery()) {
                  row.next();
                  return row.getInt(1);
                }
              }
            });
    requireNonNull(spec).commandLine().getOut().println(count);
    return 0;
  }
}
