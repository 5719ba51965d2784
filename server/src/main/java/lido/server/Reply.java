package lido.server;

/** Where the answer to one request goes. Called by the coroutine, or by whoever refuses it. */
@FunctionalInterface
interface Reply {

  /** Takes a response whose bytes are all there. The last call wins over a stream that failed. */
  void send(RawResponse outgoing);

  /**
   * Takes a streamed response, and returns when all of it has been written. A protocol of whole
   * messages gathers it.
   *
   * @throws Exception what the stream threw; the caller then sends what it means
   */
  default void stream(RawResponse outgoing) throws Exception {
    send(outgoing.gathered());
  }
}
