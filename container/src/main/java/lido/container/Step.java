package lido.container;

/** One step of a start or a stop; it may throw anything. */
@FunctionalInterface
interface Step {
  void take() throws Exception;
}
