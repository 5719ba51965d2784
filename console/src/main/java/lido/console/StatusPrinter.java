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

/** {@code bin/server status}: once, or again every second. */
final class StatusPrinter {

  /** Home, and clear to the end of the screen: no flicker. */
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

  /** Returns the exit code; when watching, not before the server is gone. */
  int run(boolean watch) throws IOException, InterruptedException {
    int code = once(watch);
    while (watch && code == ExitCodes.DONE) {
      new CountDownLatch(1).await(1, TimeUnit.SECONDS);
      code = once(true);
    }
    return code;
  }

  private int once(boolean watch) throws IOException {
    var process = target.running();
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
   * As the server has written it. A program that watches reads line by line; whoever looks once may
   * be a person.
   */
  private static String json(@Nullable Object status, boolean line) {
    return line
        ? JSON.writeValueAsString(status)
        : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(status);
  }
}
