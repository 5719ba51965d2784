package lido.pool;

import static lido.pool.PoolState.CLOSED;
import static lido.pool.PoolState.DRAINING;
import static lido.pool.PoolState.NEW;
import static lido.pool.PoolState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PoolLifeTest {

  /** The table of {@link PoolState}. */
  private static final Map<PoolState, Set<PoolState>> TABLE =
      Map.of(NEW, Set.of(OPEN, DRAINING), OPEN, Set.of(DRAINING), DRAINING, Set.of(CLOSED));

  @ParameterizedTest
  @EnumSource
  void a_pool_makes_the_moves_of_the_table_and_no_other(PoolState from) {
    for (PoolState to : PoolState.values()) {
      assertThat(from.canMoveTo(to))
          .as(from + " to " + to)
          .isEqualTo(TABLE.getOrDefault(from, Set.of()).contains(to));
    }
  }

  @Test
  void no_state_comes_back() {
    var life = new PoolLife();

    assertThat(life.moveTo(DRAINING)).isTrue();
    assertThat(life.moveTo(OPEN)).isFalse();
    assertThat(life.moveTo(DRAINING)).isFalse();
    assertThat(life.isOver()).isTrue();
    assertThat(life.isClosed()).isFalse();
  }

  @Test
  void a_move_that_leaves_out_a_state_is_a_bug() {
    var life = new PoolLife();

    assertThatThrownBy(() -> life.moveTo(CLOSED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bug: a pool cannot move from NEW to CLOSED");
  }
}
