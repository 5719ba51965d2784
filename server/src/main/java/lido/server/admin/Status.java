package lido.server.admin;

import java.util.List;
import lido.container.TaskQueueStats;

/**
 * The answer of a running server about itself. {@code status --json} prints it as JSON: so names
 * and meanings stay.
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
   * The addresses for clients, and the number of open connections.
   *
   * @param at empty before it listens
   */
  public record Listening(List<String> at, int connections) {}

  /**
   * The requests since the start, of all generations.
   *
   * @param errors answered with a status of 500 or above by a worker
   * @param refused answered 503 because no worker took them
   */
  public record Requests(long total, long errors, long refused) {}

  /** A worker, and its requests since the start or the reload that started it. */
  public record OfWorker(String name, long requests, int running, long errors) {}

  /** The pool of one worker for one key. */
  public record Pool(
      String worker, String key, int inUse, int idle, int opening, int waiting, int max) {}

  /** A holder of a connection. */
  public record Holder(String worker, String key, String route, String thread, long ageMillis) {}

  /** A request that was answered with a status of 500 or above. */
  public record Failure(
      String time, String worker, String route, String request, int status, String what) {}
}
