package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lido.server.Check;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DatabaseCheckTest {

  private final List<String> found = new ArrayList<>();

  private void check(String conf) {
    new DatabaseCheck(Conf.settings(conf))
        .run(
            new Check.Findings() {
              @Override
              public void ok(String what) {
                found.add("ok " + what);
              }

              @Override
              public void problem(String what) {
                found.add("wrong " + what);
              }
            });
  }

  @Test
  void a_driver_that_is_not_there_is_named_with_its_artifact() {
    check(
        """
        database.a { adapter = h2, name = "mem:a" }
        database.b { adapter = mariadb, name = b, user = me, pass = geheim }
        database.c { url = "jdbc:nothing://here" }
        """);

    assertThat(found)
        .containsExactly(
            "ok database.a: driver org.h2.Driver",
            """
            wrong database.b: the JDBC driver is not on the class path
              where: conf/application.conf: 2
              fix:   add the Maven artifact org.mariadb.jdbc:mariadb-java-client""",
            """
            wrong database.c: the JDBC driver is not on the class path
              where: conf/application.conf: 3
              fix:   add the driver that takes this url""");
  }

  @Test
  void migrations_without_scripts_are_a_problem() {
    check("database.nowhere { adapter = h2, name = \"mem:a\", migrate = true }");

    assertThat(found)
        .contains(
            """
            wrong database.nowhere: migrate = true, but there is no db/migration/nowhere on the \
            class path
              where: conf/application.conf: 1
              fix:   add its scripts, or set database.nowhere.migrate = false""");
  }

  @Test
  void what_is_odd_but_legal_is_told() {
    check("database.a { adapter = h2, name = \"mem:a\", port = 7 }");

    assertThat(found).anySatisfy(text -> assertThat(text).startsWith("ok odd, but legal: "));
  }
}
