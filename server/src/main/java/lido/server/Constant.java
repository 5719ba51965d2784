package lido.server;

/** The action of a route that always answers the same, for which no worker is asked. */
record Constant(Response response) implements Action<Constant> {

  Constant {
    if (response.body() instanceof Response.Body.Stream) {
      throw new IllegalArgumentException("a stream is written by a worker: answer it by an action");
    }
  }

  @Override
  public Object handle(Constant self, Request request) {
    return response;
  }
}
