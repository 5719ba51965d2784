package lido.server;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The parts that all exchanges of one listener share. Thread-safe.
 *
 * @param date the value of the header Date
 * @param leaving whether every response ends its connection, because the server is about to stop
 */
record HttpContext(
    RequestStages stages,
    Limits limits,
    Compression compression,
    Supplier<CharSequence> date,
    BooleanSupplier leaving) {

  boolean isLeaving() {
    return leaving.getAsBoolean();
  }
}
