package lido.server;

/** The action of a route that always answers the same, for which no worker is asked. */
record Constant(Response response) implements Action<Constant> {

  @Override
  public Object handle(Constant self, Request request) {
    return response;
  }
}
