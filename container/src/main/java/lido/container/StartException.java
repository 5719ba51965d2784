package lido.container;

import static java.util.Objects.requireNonNull;

/** Says why an application did not start, for the person who started it; carries the cause. */
public final class StartException extends Exception {

  private static final long serialVersionUID = 1;

  /** Takes a message for the person who starts the application. */
  public StartException(String message) {
    super(message);
  }

  /** Takes a message for the person who starts the application, and the cause. */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns what did not start and why, as people read it. */
  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
