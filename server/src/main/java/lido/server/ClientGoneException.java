package lido.server;

import java.io.IOException;

/**
 * The client has left, or was cut off, while a body was streamed. No code of the application is at
 * fault.
 */
final class ClientGoneException extends IOException {

  private static final long serialVersionUID = 1;

  ClientGoneException() {
    super("the client has gone, or has taken nothing for too long");
  }
}
