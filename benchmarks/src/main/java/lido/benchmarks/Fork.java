package lido.benchmarks;

/** One measurement in a JVM of its own; its figures go to standard output. */
public final class Fork {

  private Fork() {}

  /**
   * @param args the case, the peer, and the case's numbers in the order of its {@code run}
   */
  public static void main(String[] args) {
    int status = 0;
    try {
      run(args);
    } catch (Exception | Error e) {
      e.printStackTrace();
      status = 1;
    }
    System.out.flush();
    // Some pools leave threads that are no daemons.
    System.exit(status);
  }

  private static void run(String[] args) throws Exception {
    Peer peer = Peer.of(args[1]);
    switch (args[0]) {
      case "semantics" -> SemanticsCase.run(peer);
      case "cycle" ->
          CycleCase.run(
              peer, at(args, 2), at(args, 3), false, at(args, 4), at(args, 5), at(args, 6));
      case "statement" ->
          CycleCase.run(
              peer, at(args, 2), at(args, 3), true, at(args, 4), at(args, 5), at(args, 6));
      case "held" -> HeldCase.run(peer, at(args, 2), at(args, 3), at(args, 4), at(args, 5));
      case "virtual-held" -> VirtualHeldCase.run(peer, at(args, 2), at(args, 3), at(args, 4));
      case "virtual-churn" -> ChurnCase.run(peer, at(args, 2), at(args, 3), at(args, 4));
      case "opening" -> OpeningCase.run(peer, at(args, 2), at(args, 3));
      case "idle" -> IdleCase.run(peer, at(args, 2), at(args, 3), at(args, 4));
      case "roundtrips-mysql", "roundtrips-mariadb", "roundtrips-pgsql" ->
          RoundTripsCase.run(peer, RealServer.Kind.of(args[0]), at(args, 2), at(args, 3));
      case "http" -> HttpCase.run(peer, at(args, 2), at(args, 3), at(args, 4));
      default -> throw new IllegalArgumentException("no case \"" + args[0] + "\"");
    }
  }

  private static int at(String[] args, int index) {
    return Integer.parseInt(args[index]);
  }
}
