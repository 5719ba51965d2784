package lido.container;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The place of one worker: it stays when the worker is replaced by another. */
record WorkerId(Role role, int id) {

  String name() {
    return role.name(id);
  }

  /** Returns the places of a role, by id. */
  static Stream<WorkerId> of(Role role, int count) {
    return IntStream.range(0, count).mapToObj(id -> new WorkerId(role, id));
  }
}
