package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class EntryLayoutTest {

  private static final long CACHE_LINE = 64;

  @Test
  void what_every_acquire_touches_is_a_cache_line_away_from_the_neighbouring_entry()
      throws Exception {
    long firstTouched = Long.MAX_VALUE;
    for (Field field : PoolEntry.class.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        firstTouched = Math.min(firstTouched, offset(field));
      }
    }
    long lastNote = 0;
    for (Field field : EntryNotes.class.getDeclaredFields()) {
      lastNote = Math.max(lastNote, offset(field));
    }

    assertThat(firstTouched).isGreaterThanOrEqualTo(CACHE_LINE).isGreaterThan(lastNote);
  }

  /** By reflection: the compiler warns of every use of sun.misc.Unsafe, and nothing else knows. */
  private static long offset(Field field) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field instance = type.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    var method =
        Arrays.stream(type.getMethods())
            .filter(each -> each.getName().equals("objectFieldOffset"))
            .findFirst()
            .orElseThrow();
    return (long) method.invoke(instance.get(null), field);
  }
}
