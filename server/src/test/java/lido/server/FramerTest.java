package lido.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How what comes is cut into messages, wherever the network has cut it before. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FramerTest {

  private final Framer lines = new Framer(ListenerConfig.Framing.NEWLINE, 5);

  @Test
  void the_carriage_return_is_no_part_of_a_line_of_the_very_limit() {
    lines.append(Buffer.buffer("hello\r"));
    assertThat(lines.next()).isNull();

    lines.append(Buffer.buffer("\nx"));

    assertThat(lines.next()).asString(US_ASCII).isEqualTo("hello");
    assertThat(lines.next()).isNull();
    assertThat(lines.isHalf()).isTrue();
  }

  @Test
  void a_line_beyond_the_limit_is_refused_before_its_end() {
    lines.append(Buffer.buffer("hello!"));

    assertThatThrownBy(lines::next).isInstanceOf(HttpException.class);
  }
}
