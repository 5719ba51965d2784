package lido.server;

import io.vertx.core.buffer.Buffer;

/** The body of a request while it comes. Used on the event loop of the connection. */
interface HttpBody {

  /**
   * Takes a piece.
   *
   * @throws HttpException 413 if the piece is one too many, and no coroutine reads the body
   */
  void take(Buffer piece);

  /** The body has come whole. */
  void end();

  /**
   * Gives the body up: the client is too slow, or has left. Returns whether a coroutine reads the
   * body, and so learns why.
   */
  boolean fail(Exception why);

  /** Returns whether a coroutine reads it, and it has not come whole. */
  boolean isBeingRead();

  /** The response has gone: no coroutine reads any more, but the client may send the rest. */
  void discard();

  /** A body that no route takes. The client may send it, so that it sees the answer. */
  HttpBody UNWANTED =
      new HttpBody() {

        @Override
        public void take(Buffer piece) {}

        @Override
        public void end() {}

        @Override
        public boolean fail(Exception why) {
          return false;
        }

        @Override
        public boolean isBeingRead() {
          return false;
        }

        @Override
        public void discard() {}
      };
}
