package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code bin/console pools} shows of databases that need no server, or that have none. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PoolsCommandTest {

  /** A port that is taken, so that it stays closed: nobody listens there. */
  private static Socket closedPort() throws Exception {
    var closed = new Socket();
    closed.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    return closed;
  }

  @Test
  void every_database_is_opened_and_shown() throws Exception {
    var conf =
        """
        server { workers = 3, task-workers = 1 }
        database.default { adapter = h2, name = "mem:a", user = sa, pass = "" }
        database.orders {
          adapter = h2, name = "mem:b", user = sa, pass = "", pool.max = 6
          commands = ["create table t(a int)", "drop table t"]
        }
        """;

    var pools = Pools.run(conf);

    assertThat(pools.output().replaceAll("H2 .*", "H2 #"))
        .isEqualTo(
            """
            database.default  h2:mem:a
              ok      open # ms  one call of the driver
              ok      init SQL # ms  no commands
              server  H2 #

            database.orders  h2:mem:b
              ok      open # ms  one call of the driver
              ok      init SQL # ms  2 commands
              server  H2 #

            connections to h2:mem:a: 4 workers x (default 4) = 16
            connections to h2:mem:b: 4 workers x (orders 6) = 24
            """);
    assertThat(pools.exitCode()).isZero();
  }

  @Test
  void one_that_does_not_open_ends_it_with_1_and_the_message_of_a_start() throws Exception {
    int port;
    Pools pools;
    try (var closed = closedPort()) {
      port = closed.getLocalPort();
      pools =
          Pools.run(
              """
              server.workers = 2
              database.default { name = shop, user = me, pass = geheim, host = "127.0.0.1", port = %s }
              """
                  .formatted(port));
    }

    assertThat(pools.exitCode()).isEqualTo(1);
    assertThat(pools.output().replace(":" + port, ":3306"))
        .isEqualTo(
            """
            database.default  mysql://127.0.0.1:3306/shop
              ok      resolve # ms  127.0.0.1
              failed  connect # ms  Connection refused
              failed  login # ms  step connect
              database.default: cannot connect to mysql://127.0.0.1:3306/shop (connect, after # ms)
                where: conf/application.conf: 2
                fix:   start the server, or check database.default.host and .port
                cause: Connection refused

            connections to mysql://127.0.0.1:3306: 2 workers x (default 4) = 8
            """);
  }

  @Test
  void an_unknown_host_is_one() throws Exception {
    var conf =
        """
        database.default { name = shop, user = me, pass = geheim, host = no-such-host.invalid }
        """;

    assertThat(Pools.run(conf).output())
        .contains("failed  resolve # ms  unknown host no-such-host.invalid")
        .contains("database.default: unknown host in mysql://no-such-host.invalid:3306/shop")
        .doesNotContain("connect  ", "geheim");
  }

  @Test
  void one_that_is_not_required_may_fail() throws Exception {
    Pools pools;
    try (var closed = closedPort()) {
      pools =
          Pools.run(
              """
              database.default {
                name = shop, user = me, pass = geheim, host = "127.0.0.1", port = %s, required = false
              }
              """
                  .formatted(closed.getLocalPort()));
    }

    assertThat(pools.exitCode()).isZero();
    assertThat(pools.output())
        .contains("note:  required = false: a start goes on without it, and keeps trying");
  }

  @Test
  void a_command_of_the_row_that_fails_is_the_step_that_fails() throws Exception {
    var conf =
        """
        database.default {
          adapter = h2, name = "mem:c", user = sa, pass = "", commands = ["drop table nothing"]
        }
        """;

    var pools = Pools.run(conf);

    assertThat(pools.exitCode()).isEqualTo(1);
    assertThat(pools.output())
        .contains("failed  init SQL # ms  1 command")
        .contains("database.default: one of database.default.commands failed at h2:mem:c");
  }

  @Test
  void programs_get_json() throws Exception {
    var conf =
        """
        server.workers = 2
        database.default { adapter = h2, name = "mem:a", user = sa, pass = "" }
        """;

    assertThat(Pools.run(conf, "--json").output().replaceAll("H2 [^\"]*", "H2 #"))
        .isEqualTo(
            """
            {
              "databases" : [ {
                "key" : "default",
                "address" : "h2:mem:a",
                "required" : true,
                "opened" : true,
                "steps" : [ {
                  "name" : "open",
                  "millis" : #,
                  "succeeded" : true,
                  "note" : "one call of the driver"
                }, {
                  "name" : "init SQL",
                  "millis" : #,
                  "succeeded" : true,
                  "note" : "no commands"
                } ],
                "failure" : null,
                "server" : "H2 #",
                "tls" : null,
                "maxConnections" : null
              } ],
              "budgets" : [ {
                "server" : "h2:mem:a",
                "workers" : 2,
                "connections" : 8,
                "maxConnections" : null,
                "warning" : null
              } ]
            }
            """);
  }

  @Test
  void without_databases_it_says_so() throws Exception {
    assertThat(Pools.run(""))
        .isEqualTo(new Pools(0, "there are no databases: the block database is empty\n"));
  }
}
