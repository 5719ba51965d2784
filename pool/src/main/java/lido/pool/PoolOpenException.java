package lido.pool;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Says which databases could not be opened, at which step and why, each with its place in the
 * configuration and what to do; never holds a secret.
 */
public final class PoolOpenException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient List<String> keys;

  PoolOpenException(List<OpenFailure> failures, int databases) {
    super(
        failures.size()
            + " of "
            + databases
            + (databases == 1 ? " database did" : " databases did")
            + " not open\n\n"
            + failures.stream().map(OpenFailure::getMessage).collect(Collectors.joining("\n\n")));
    keys = failures.stream().map(OpenFailure::key).toList();
    failures.forEach(this::addSuppressed);
  }

  /** Returns the keys of the databases that did not open, at least one. */
  public List<String> keys() {
    return keys;
  }
}
