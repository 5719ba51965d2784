package lido.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import lido.config.ConfigException;
import lido.config.ConfigProblem;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FailureTextTest {

  private static final String UNEXPECTED =
      "unexpected: java.lang.IllegalStateException: no; --verbose shows where";

  @Test
  void lidos_own_messages_stand_for_themselves() {
    var problem = new ConfigProblem("shop.size", "shop.conf: 3", "is too small", "grow");
    var start = new StartException("it did not start");

    assertThat(FailureText.of(start)).isEqualTo("it did not start");
    assertThat(FailureText.ofUserCode(start)).isEqualTo("it did not start");
    assertThat(FailureText.of(new ConfigException(List.of(problem))))
        .isEqualTo("shop.size: is too small\n  where: shop.conf: 3\n  fix:   grow");
  }

  @Test
  void an_illegal_state_is_for_people_only_where_no_code_of_a_user_ran() {
    var failure = new IllegalStateException("no");

    assertThat(FailureText.of(failure)).isEqualTo("no");
    assertThat(FailureText.ofUserCode(failure)).isEqualTo(UNEXPECTED);
  }

  @Test
  void what_nobody_expected_names_its_kind() {
    assertThat(FailureText.of(new IOException("disk full")))
        .isEqualTo("unexpected: java.io.IOException: disk full; --verbose shows where");
  }

  @Test
  void a_file_that_cannot_be_written_says_why_in_words() {
    assertThat(FailureText.unwritable(new AccessDeniedException("/a")))
        .isEqualTo("no right to write /a");
    assertThat(FailureText.unwritable(new FileAlreadyExistsException("/a")))
        .isEqualTo("/a is not a directory");
    assertThat(FailureText.unwritable(new NoSuchFileException("/a")))
        .isEqualTo("/a is not there, and cannot be made");
    assertThat(FailureText.unwritable(new IOException("disk full")))
        .isEqualTo("java.io.IOException: disk full");
  }
}
