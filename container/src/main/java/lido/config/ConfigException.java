package lido.config;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.util.List;

/** All problems of a configuration. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<ConfigProblem> problems;

  /** Takes at least one problem; equal ones are shown once. */
  public ConfigException(List<ConfigProblem> problems) {
    super(problems.stream().distinct().map(ConfigProblem::toString).collect(joining("\n\n")));
    this.problems = problems.stream().distinct().toList();
  }

  /** Returns the text of all problems, an empty line between two. */
  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }

  /** Returns the problems, at least one. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
