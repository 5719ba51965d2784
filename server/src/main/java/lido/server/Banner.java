package lido.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lido.server.admin.LidoVersion;

/** The lines that a start prints when everything is up. Their order is FastD's. */
final class Banner {

  private Banner() {}

  static List<String> lines(
      String name,
      String version,
      Path pidFile,
      List<String> urls,
      List<Integer> workerIds,
      List<Integer> taskWorkerIds,
      List<String> more) {
    long pid = ProcessHandle.current().pid();
    var lines = new ArrayList<String>();
    lines.add("Server: " + name);
    lines.add("App version " + version);
    lines.add("Lido version %s, JVM %s".formatted(LidoVersion.text(), Runtime.version()));
    lines.add("PID file: %s, PID: %s".formatted(pidFile, pid));
    urls.forEach(url -> lines.add("Server " + url));
    lines.add("Server Master[%s] is started".formatted(pid));
    for (int id : workerIds) {
      lines.add("Server Worker[%s] is started [%s]".formatted(pid, id));
    }
    for (int id : taskWorkerIds) {
      lines.add("Server Task Worker[%s] is started [%s]".formatted(pid, id));
    }
    lines.add("Server Manager[%s] is started".formatted(pid));
    lines.addAll(more);
    return lines;
  }

  /** Writes all lines at once to the standard output, so that nothing gets between them. */
  static void print(List<String> lines) {
    print(lines, new FileOutputStream(FileDescriptor.out));
  }

  private static void print(List<String> lines, OutputStream out) {
    var text = String.join(System.lineSeparator(), lines) + System.lineSeparator();
    try {
      out.write(text.getBytes(Charset.defaultCharset()));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the banner cannot be printed", e);
    }
  }
}
