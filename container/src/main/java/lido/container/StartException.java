package lido.container;

import static java.util.Objects.requireNonNull;

/** The failure of a start, in words for the person who starts the application. */
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

  /** Returns the text for that person. */
  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
