package example;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import lido.pool.Database;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** The products in the database {@code default}, read by JDBI. */
final class Products {

  private final Jdbi jdbi;
  private final String select;

  @Inject
  Products(Jdbi jdbi, Database database) {
    this.jdbi = jdbi;
    this.select = "select id, name, price from " + database.table("products");
  }

  List<Product> all() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(select + " order by id")
                .map(ConstructorMapper.of(Product.class))
                .list());
  }

  Optional<Product> find(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(select + " where id = :id")
                .bind("id", id)
                .map(ConstructorMapper.of(Product.class))
                .findOne());
  }
}
