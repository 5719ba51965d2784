package lido.server;

/**
 * The answer to a message as it goes out, without its frame.
 *
 * @param isText whether the bytes are UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never compared
record OutgoingMessage(byte[] bytes, boolean isText) {

  /** Returns the bytes that it counts while it waits to be written. */
  int cost() {
    return bytes.length + Limits.PENDING_MESSAGE;
  }
}
