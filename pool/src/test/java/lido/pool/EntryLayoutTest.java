package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
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
    for (Field field : EntryBookkeeping.class.getDeclaredFields()) {
      lastNote = Math.max(lastNote, offset(field));
    }

    assertThat(firstTouched).isGreaterThanOrEqualTo(CACHE_LINE).isGreaterThan(lastNote);
  }

  @Test
  void handles_are_24_bytes() throws Exception {
    for (var handle :
        List.of(PooledConnection.class, PooledPreparedStatement.class, PooledResultSet.class)) {
      long end = 0;
      for (Class<?> type = handle; type != Object.class; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())) {
            end = Math.max(end, offset(field) + size(field));
          }
        }
      }

      assertThat(end).as(handle.getSimpleName()).isBetween(1L, 24L);
    }
  }

  /** A reference takes four bytes in a heap of less than 32 GB. */
  private static long size(Field field) {
    Class<?> type = field.getType();
    return type == long.class || type == double.class ? 8 : type == char.class ? 2 : 4;
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
