package lido.container;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import lido.config.ConfigException;

/** The text of a failure for a person: on standard error, in an answer, or in the log. */
public final class FailureText {

  private FailureText() {}

  /** Returns the text for a failure of Lido itself, whose messages say what to do. */
  public static String of(Exception failure) {
    return isForPeople(failure)
            || failure instanceof IllegalStateException
            || failure instanceof IllegalArgumentException
        ? String.valueOf(failure.getMessage())
        : unexpected(failure);
  }

  /**
   * Returns the text for a failure of code that may be the user's, where an {@link
   * IllegalStateException} is as unexpected as any other exception.
   */
  public static String ofUserCode(Exception failure) {
    return isForPeople(failure) ? String.valueOf(failure.getMessage()) : unexpected(failure);
  }

  private static boolean isForPeople(Exception failure) {
    return failure instanceof ConfigException || failure instanceof StartException;
  }

  private static String unexpected(Exception failure) {
    return "unexpected: " + failure + "; --verbose shows where";
  }

  /** Returns why a file or a directory cannot be written, in words. */
  public static String unwritable(IOException failure) {
    if (failure instanceof AccessDeniedException denied) {
      return "no right to write " + denied.getFile();
    }
    if (failure instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is not a directory";
    }
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + " is not there, and cannot be made";
    }
    return failure.toString();
  }
}
