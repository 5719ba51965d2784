package lido.server;

/** The action of a route with one fixed response. No worker runs it. */
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
