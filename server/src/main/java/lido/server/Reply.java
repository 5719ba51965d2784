package lido.server;

/**
 * Takes the response to one request, from the coroutine or from the code that refuses the request.
 */
@FunctionalInterface
interface Reply {

  /** Takes a response without a stream. After a stream that has failed, the response says why. */
  void send(RawResponse outgoing);

  /**
   * Takes a streamed response, and returns when all of it has been written. A protocol of whole
   * messages gathers it.
   *
   * @throws Exception the exception of the stream; the caller then sends the response to it
   */
  default void stream(RawResponse outgoing) throws Exception {
    send(outgoing.gathered());
  }
}
