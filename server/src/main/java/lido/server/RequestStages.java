package lido.server;

/**
 * The stages of every request, of any protocol: it gets an id, finds its route, runs in a worker,
 * and its response becomes bytes. Thread-safe.
 *
 * @param json reads the messages of the protocols that have messages
 */
record RequestStages(
    RequestIds ids, Dispatcher dispatcher, RequestRunner runner, Renderer renderer, Json json) {

  static RequestStages of(Dispatcher dispatcher, Json json, Traffic traffic) {
    var renderer = new Renderer(json);
    return new RequestStages(
        new RequestIds(),
        dispatcher,
        new RequestRunner(dispatcher, renderer, json, traffic),
        renderer,
        json);
  }

  /** Returns the routes of the generation that serves. */
  RoutingTable routes() {
    return dispatcher.table();
  }
}
