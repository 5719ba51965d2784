package lido.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerChoiceTest {

  @Test
  void an_unknown_server_is_refused() {
    assertThatThrownBy(() -> ServerChoice.of("oracle"))
        .hasMessage("-Dlido.test.server=oracle: must be mysql, mariadb or empty");
  }

  @Test
  void a_missing_library_is_named_with_its_package() {
    var loader = "libaio.so.1: cannot open shared object file: No such file or directory";

    assertThat(ServerChoice.cannotRun(ServerKind.MYSQL, new IOException(loader)))
        .isEqualTo(
            """
            no test server: mysql-8.0.31 does not run here: libaio.so.1: cannot open shared object \
            file: No such file or directory
              fix: apt-get install libaio1 (libaio1t64 on newer systems), also libnuma1 if it is \
            missing; or test on MariaDB: -Dlido.test.server=mariadb""");
  }
}
