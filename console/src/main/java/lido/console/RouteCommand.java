package lido.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import lido.server.LocalRequests;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs one request in this process. */
@Command(
    name = "route",
    description = {
      "Runs one request in one worker of this process, with open pools and without a listener, and"
          + " prints the response.",
      "Exit code 0 for a status of 2xx or 3xx, else 1."
    })
final class RouteCommand implements Callable<Integer> {

  @ParentCommand private @Nullable ConsoleContext console;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "METHOD", description = "GET, POST, …")
  private String method = "";

  @Parameters(index = "1", paramLabel = "PATH", description = "With its query: /users?page=2")
  private String path = "";

  @Option(
      names = {"-H", "--header"},
      paramLabel = "NAME:VALUE",
      description = "A header of the request; may be repeated.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = {"-d", "--data"},
      paramLabel = "BODY",
      description = "The body; @FILE reads it from a file. JSON unless a header says otherwise.")
  private @Nullable String data;

  @Override
  public Integer call() throws Exception {
    var headers = headers();
    var body = body();
    if (data != null) {
      headers.computeIfAbsent("content-type", absent -> List.of("application/json"));
    }
    return CommandApplication.of(requireNonNull(console).conf())
        .run(
            application ->
                print(
                    LocalRequests.to(application, "bin/console")
                        .send(method, path, headers, body)));
  }

  private int print(LocalRequests.Result response) {
    var parent = requireNonNull(console);
    var out = parent.out();
    var head = new Table(parent.ansi(), Style.bold);
    head.row(response.statusLine());
    head.print(out);
    response.headers().forEach(header -> out.println(header.getKey() + ": " + header.getValue()));
    if (response.body().length > 0) {
      out.println();
      out.println(text(response));
    }
    out.flush();
    return response.status() < 400 ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private static String text(LocalRequests.Result response) {
    var type =
        response.headers().stream()
            .filter(header -> header.getKey().equals("content-type"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
    return type.startsWith("text/") || type.contains("json") || type.contains("xml")
        ? new String(response.body(), UTF_8)
        : "(%s bytes)".formatted(response.body().length);
  }

  private Map<String, List<String>> headers() {
    var read = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (var header : headers) {
      int colon = header.indexOf(':');
      if (colon <= 0) {
        throw wrong("a header is NAME:VALUE, is \"" + header + "\"");
      }
      read.computeIfAbsent(header.substring(0, colon).strip(), absent -> new ArrayList<>())
          .add(header.substring(colon + 1).strip());
    }
    return read;
  }

  private byte[] body() {
    if (data == null) {
      return new byte[0];
    }
    if (!data.startsWith("@")) {
      return data.getBytes(UTF_8);
    }
    try {
      return Files.readAllBytes(ConfFile.ofCaller(Path.of(data.substring(1))));
    } catch (IOException e) {
      throw wrong("the body cannot be read: " + e);
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(requireNonNull(spec).commandLine(), what);
  }
}
