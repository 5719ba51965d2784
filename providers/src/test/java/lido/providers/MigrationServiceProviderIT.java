package lido.providers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** This module has no flyway-mysql; that the example's migrations run on MySQL, ShopIT shows. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
final class MigrationServiceProviderIT {

  @Test
  void a_missing_part_of_flyway_is_named(TestDatabase database) {
    var conf =
        """
        database.animals {
          host = "%s", port = %s, name = %s, user = %s, pass = "%s", migrate = true
        }
        """
            .formatted(
                database.host(),
                database.port(),
                database.name(),
                database.user(),
                database.pass());

    assertThatThrownBy(() -> Started.with(conf, new MigrationServiceProvider()).close())
        .hasMessageStartingWith(
            """
            database.animals: cannot be migrated at mysql://127.0.0.1:%s/%s
              where: conf/application.conf: 2
              fix:   add the Maven artifact org.flywaydb:flyway-mysql
              cause:"""
                .formatted(database.port(), database.name()));
  }
}
