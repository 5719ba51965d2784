package lido.config;

/**
 * One thing that is wrong in the configuration.
 *
 * @param path the config path, such as {@code database.default.pool.max}
 * @param origin file and line, such as {@code conf/application.conf: 14}; empty if there is none
 * @param what what is wrong, with the value, never a secret
 * @param fix what to do
 */
public record ConfigProblem(String path, String origin, String what, String fix) {

  /** Returns the problem as people read it: path and what, where, fix. */
  @Override
  public String toString() {
    var where = origin.isEmpty() ? "" : "\n  where: " + origin;
    return path + ": " + what + where + "\n  fix:   " + fix.replace("\n", "\n         ");
  }
}
