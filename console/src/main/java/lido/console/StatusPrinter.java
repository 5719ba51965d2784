package lido.console;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lido.server.admin.AdminClient;
import lido.server.admin.AdminSocket;
import lido.server.admin.Status;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.json.JsonMapper;

/** Prints the status of a server, once or every second. */
final class StatusPrinter {

  /** Goes to the first line, and clears to the end of the screen. So nothing flickers. */
  private static final String HOME_AND_CLEAR = "\033[H\033[J";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final RunningServer target;
  private final boolean json;
  private final Ansi ansi;

  StatusPrinter(RunningServer target, boolean json, Ansi ansi) {
    this.target = target;
    this.json = json;
    this.ansi = ansi;
  }

  /** Prints, and returns the exit code. With {@code watch} it returns when the server is gone. */
  int run(boolean watch) throws IOException, InterruptedException {
    int code = once(watch);
    while (watch && code == ExitCodes.DONE) {
      new CountDownLatch(1).await(1, TimeUnit.SECONDS);
      code = once(true);
    }
    return code;
  }

  private int once(boolean watch) throws IOException {
    var process = target.findOrSay();
    if (process.isEmpty()) {
      return ExitCodes.NOT_RUNNING;
    }
    AdminClient.Answer answer;
    try {
      answer = target.ask(AdminSocket.STATUS, AdminClient.PATIENCE);
    } catch (IOException e) {
      return target.failSilent(process.get(), e);
    }
    if (answer.problem() != null) {
      return target.failSilent(process.get(), new IOException(answer.problem()));
    }
    var text =
        json
            ? json(answer.result(), watch)
            : String.join(
                System.lineSeparator(), StatusTable.lines(answer.result(Status.class), ansi));
    target.say((watch && !json && ansi.enabled() ? HOME_AND_CLEAR : "") + text);
    if (watch && !json && !ansi.enabled()) {
      target.say("");
    }
    return ExitCodes.DONE;
  }

  /**
   * Returns the status as the server has sent it. A program that watches reads line by line. A
   * person may read the output of a single look.
   */
  private static String json(@Nullable Object status, boolean line) {
    return line
        ? JSON.writeValueAsString(status)
        : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(status);
  }
}
