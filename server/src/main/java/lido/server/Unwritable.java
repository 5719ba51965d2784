package lido.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Why a file or a directory could not be written, in words. */
final class Unwritable {

  private Unwritable() {}

  static String why(IOException failure) {
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
