package lido.container;

import java.util.List;

/** Every problem of the configuration that a start found, at once. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<ConfigProblem> problems;

  /** Takes at least one problem. */
  public ConfigException(List<ConfigProblem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems, at least one. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
