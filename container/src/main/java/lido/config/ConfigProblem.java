package lido.config;

/**
 * One problem of a configuration.
 *
 * @param path the config path, such as {@code database.default.pool.max}
 * @param origin file and line, such as {@code conf/application.conf: 14}; empty if there is none
 * @param what the problem, with the value, but never a secret
 * @param fix the advice
 */
public record ConfigProblem(String path, String origin, String what, String fix) {

  /** Returns the text of the problem: path and what, where, fix. */
  @Override
  public String toString() {
    var where = origin.isEmpty() ? "" : "\n  where: " + origin;
    return path + ": " + what + where + "\n  fix:   " + fix.replace("\n", "\n         ");
  }
}
