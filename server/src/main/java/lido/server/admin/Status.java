package lido.server.admin;

import java.util.List;
import lido.container.TaskQueueStats;

/**
 * What a running server says of itself. As JSON, it is what {@code status --json} prints: names and
 * meanings stay.
 *
 * @param since when it was started, ISO 8601
 * @param tasks the queue of tasks
 */
public record Status(
    String name,
    String version,
    String lido,
    String jvm,
    long pid,
    String state,
    int generation,
    String since,
    long uptimeMillis,
    Listening listening,
    Requests requests,
    List<OfWorker> workers,
    List<Pool> pools,
    List<Holder> holders,
    List<Failure> errors,
    TaskQueueStats tasks) {

  /**
   * Where clients connect, and how many do.
   *
   * @param at empty before it listens
   */
  public record Listening(List<String> at, int connections) {}

  /**
   * Requests since the start, over all generations.
   *
   * @param errors answered with a status of 500 or above by a worker
   * @param refused answered 503 because no worker took them
   */
  public record Requests(long total, long errors, long refused) {}

  /** A worker, and what it has answered since it was started by the start or a reload. */
  public record OfWorker(String name, long requests, int running, long errors) {}

  /** The pool of one worker for one key. */
  public record Pool(
      String worker, String key, int inUse, int idle, int opening, int waiting, int max) {}

  /** Somebody who has a connection. */
  public record Holder(String worker, String key, String route, String thread, long ageMillis) {}

  /** A request that was answered with a status of 500 or above. */
  public record Failure(
      String time, String worker, String route, String request, int status, String what) {}
}
