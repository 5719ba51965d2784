package lido.testserver;

/**
 * What has passed a {@link FaultProxy}, all its connections together.
 *
 * <p>A round trip is a turn of the client's: it spoke after it had been answered, or as the first.
 * What a driver sends one after the other without waiting is one. For that to be told apart, the
 * proxy must hold the answers back ({@link FaultProxy#delay}), as a real network does: else the
 * first answer may be there before the driver has sent its second command.
 *
 * @param roundTrips how often the client spoke and waited
 * @param toServer bytes from the client
 * @param toClient bytes from the server
 */
public record Traffic(long roundTrips, long toServer, long toClient) {

  /** What has passed since an earlier look. */
  public Traffic since(Traffic earlier) {
    return new Traffic(
        roundTrips - earlier.roundTrips, toServer - earlier.toServer, toClient - earlier.toClient);
  }

  /** Bytes in both directions. */
  public long bytes() {
    return toServer + toClient;
  }
}
