package lido.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import lido.container.Container;
import lido.container.Inspection;
import lido.container.ServiceProvider;
import lido.container.StartException;
import lido.container.Worker;
import lido.pool.PoolInterface;
import lido.server.Check;
import lido.server.Middleware;
import lido.server.Request;
import lido.server.Response;
import lido.server.RouteSet;
import lido.server.Routes;
import lido.server.Server;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bin/console}, in this process. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsoleTest {

  /** What happened, in order: the providers are made by their names, so it is static. */
  private static final List<String> JOURNAL = new CopyOnWriteArrayList<>();

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void configure() throws IOException {
    JOURNAL.clear();
    configure("");
  }

  private void configure(String more) throws IOException {
    Files.writeString(
        directory.resolve("app.conf"),
        """
        app.name = shop
        app.providers = ["lido.console.ConsoleTest$Shop"]
        server.listen = "http://127.0.0.1:0"
        server.pid-file = "%s/shop.pid"
        %s
        """
            .formatted(directory, more));
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var all = new java.util.ArrayList<>(List.of(args));
    all.addAll(List.of("--conf", directory.resolve("app.conf").toString()));
    return Console.run(
        new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
  }

  /** What it printed, with the directory's name taken out. */
  private String out() {
    return out.toString().replace(directory + "/", "");
  }

  private String err() {
    return err.toString().replace(directory + "/", "");
  }

  /** The application of these tests. */
  public static final class Shop implements ServiceProvider {

    @Override
    public void register(Container container) {
      container.bind(JournaledPool.class).in(Singleton.class);
      RouteSet.add(container, new ShopRoutes());
      Commands.inWorker(container, Count.class);
      Commands.withoutWorker(container, Look.class);
      Server.register(container);
    }
  }

  /** The same, with what is wrong with it. */
  public static final class Broken implements ServiceProvider {

    @Override
    public void register(Container container) {
      RouteSet.add(
          container,
          routes -> routes.get("/a", NeedsUnbound.class, (controller, request) -> "never"));
      Commands.inWorker(container, Twin.class);
      Commands.inWorker(container, NeedsUnboundCommand.class);
      Check.add(container, findings -> findings.problem("a file is missing\n  fix:   write it"));
      Check.add(
          container,
          findings -> {
            throw new IOException("no such disk");
          });
      Server.register(container);
    }
  }

  interface Unbound {}

  static final class NeedsUnbound {

    @Inject
    NeedsUnbound(Unbound unbound) {}
  }

  @Command(name = "routes")
  static final class Twin implements Runnable {

    @Override
    public void run() {}
  }

  @Command(name = "unbound")
  static final class NeedsUnboundCommand implements Runnable {

    @Inject
    NeedsUnboundCommand(Unbound unbound) {}

    @Override
    public void run() {}
  }

  static final class JournaledPool implements PoolInterface {

    private final AtomicBoolean open = new AtomicBoolean();

    @Override
    public void initPool() {
      open.set(true);
      JOURNAL.add("opened");
    }

    @Override
    public void close() {
      open.set(false);
      JOURNAL.add("closed");
    }
  }

  static final class Controller {

    private final JournaledPool pool;
    private final Worker worker;

    @Inject
    Controller(JournaledPool pool, Worker worker) {
      this.pool = pool;
      this.worker = worker;
    }

    Object show(Request request) {
      JOURNAL.add(request.path() + " in " + worker.name() + ", open " + pool.open.get());
      return request.path("id").asInt();
    }

    Object echo(Request request) {
      return Response.text(
              request.header("x-name").orElse("nobody") + ": " + request.body(Said.class).text())
          .header("x-reply", "yes");
    }

    Object fail(Request request) {
      throw new IllegalStateException("for the log only");
    }
  }

  record Said(String text) {}

  static final class Guard implements Middleware {

    @Override
    public Response handle(Request request, Next next) throws Exception {
      return next.handle(request);
    }
  }

  static final class ShopRoutes implements RouteSet {

    @Override
    public void define(Routes routes) {
      routes.get("/users/{id}", Controller.class, Controller::show);
      routes.with(Guard.class).post("/users", Controller.class, Controller::echo);
      routes.get("/users/me/{id}", Controller.class, Controller::show);
      routes.get("/users/{id}/mail", Controller.class, Controller::show);
      routes.get("/fail", Controller.class, Controller::fail);
      routes.get("/users", Controller.class, Controller::fail);
    }
  }

  @Command(name = "users:count", description = "Counts the users.")
  static final class Count implements Callable<Integer> {

    private final JournaledPool pool;

    @Spec private CommandSpec spec;

    @Option(names = "--code")
    private int code;

    @Option(names = "--fail")
    private boolean fail;

    @Inject
    Count(JournaledPool pool) {
      this.pool = pool;
    }

    @Override
    public Integer call() {
      JOURNAL.add("counted, open " + pool.open.get());
      if (fail) {
        throw new IllegalStateException("cannot count");
      }
      spec.commandLine().getOut().println("17 users");
      return code;
    }
  }

  @Command(name = "look", description = "Looks.")
  static final class Look implements Callable<Integer> {

    private final Inspection inspection;

    @Spec private CommandSpec spec;

    @Inject
    Look(Inspection inspection) {
      this.inspection = inspection;
    }

    @Override
    public Integer call() {
      spec.commandLine().getOut().println("workers: " + inspection.workers());
      return 0;
    }
  }

  // Help

  @Test
  void help_shows_the_commands_of_the_providers_beside_its_own() {
    assertThat(run("--help")).isZero();

    assertThat(out())
        .contains("config", "routes", "route ", "check", "completion")
        .contains("users:count", "Counts the users.", "look", "Exit codes:");
    assertThat(err()).isEmpty();
    assertThat(JOURNAL).isEmpty();
  }

  @Test
  void without_a_command_it_shows_its_help() {
    assertThat(run()).isZero();

    assertThat(out()).startsWith("Usage: bin/console").contains("users:count");
  }

  @Test
  void a_broken_configuration_still_has_help_and_says_what_is_missing() throws Exception {
    configure("server.listn = x");

    assertThat(run("--help")).isZero();

    assertThat(out()).contains("config", "routes").doesNotContain("users:count");
    assertThat(err())
        .isEqualTo(
            """

            Commands of the providers are missing:

            server.listn: unknown key
              where: app.conf: 5
              fix:   did you mean listen? All keys: docs/configuration.md
            """);
  }

  @Test
  void a_command_that_is_missing_says_why() throws Exception {
    configure("server.listn = x");

    assertThat(run("users:count")).isEqualTo(1);

    assertThat(err())
        .startsWith("users:count: there is no such command, or it is missing:\n\nserver.listn:");
  }

  @Test
  void a_command_that_there_is_not_ends_with_2() {
    assertThat(run("users:cout")).isEqualTo(2);

    assertThat(err()).contains("Unmatched argument at index 0: 'users:cout'", "users:count");
  }

  @Test
  void the_commands_of_bin_server_are_pointed_to() {
    assertThat(run("start", "--workers", "3")).isEqualTo(2);

    assertThat(err()).isEqualTo("start is a command of bin/server: bin/server start\n");
  }

  @Test
  void bin_server_points_to_the_commands_of_bin_console() {
    var line = ServerCommand.commandLine().setErr(new PrintWriter(err, true));

    assertThat(line.execute("routes", "--json")).isEqualTo(2);
    assertThat(err()).isEqualTo("routes is a command of bin/console: bin/console routes\n");
  }

  @Test
  void each_program_points_to_every_command_of_the_other() {
    assertThat(CommandNames.OF_SERVER)
        .containsExactlyInAnyOrderElementsOf(ServerCommand.commandLine().getSubcommands().keySet());
    assertThat(CommandNames.OF_CONSOLE)
        .containsExactlyInAnyOrderElementsOf(new Console().builtIn().getSubcommands().keySet());
  }

  // config

  @Test
  void config_shows_values_with_their_places() {
    assertThat(run("config", "app")).isZero();

    assertThat(out())
        .isEqualTo(
            """
            app.name = "shop"                                  app.conf: 1
            app.providers = ["lido.console.ConsoleTest$Shop"]  app.conf: 2
            app.start-timeout = "60s"                          default
            app.stop-timeout = "30s"                           default
            app.version = "0.0.0"                              default
            """);
  }

  @Test
  void config_is_json_for_programs() {
    assertThat(run("config", "app.name", "--json")).isZero();

    assertThat(out())
        .isEqualTo(
            """
            [ {
              "path" : "app.name",
              "value" : "shop",
              "origin" : "app.conf: 1"
            } ]
            """);
  }

  @Test
  void config_of_a_path_that_is_not_there_fails_and_says_what_is_near() {
    assertThat(run("config", "app.nmae")).isEqualTo(1);

    assertThat(err())
        .isEqualTo(
            """
            app.nmae: there is nothing at this path
              fix:   did you mean app.name?
            """);
  }

  // routes

  @Test
  void routes_are_shown_as_they_are_matched() {
    assertThat(run("routes")).isZero();

    assertThat(out().replace(Controller.class.getName(), "Controller").replaceAll(" +", " "))
        .isEqualTo(
            """
            METHOD PATH CONTROLLER MIDDLEWARE
            GET /fail Controller
            GET /users Controller
            POST /users Controller Guard
            GET /users/me/{id} Controller
            GET /users/{id} Controller
            GET /users/{id}/mail Controller
            """);
    assertThat(JOURNAL).isEmpty();
  }

  @Test
  void routes_are_json_for_programs() {
    assertThat(run("routes", "--json")).isZero();

    assertThat(out())
        .contains("\"method\" : \"POST\"", "\"middleware\" : [ \"" + Guard.class.getName() + "\" ]")
        .contains("\"place\" : \"lido.console.ConsoleTest$ShopRoutes (ConsoleTest.java:");
  }

  // route

  @Test
  void route_runs_one_request_in_one_worker_and_closes_everything() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      configure(
          "server { workers = 5, listen = \"http://127.0.0.1:%s\" }"
              .formatted(taken.getLocalPort()));

      assertThat(run("route", "get", "/users/7")).as(err.toString()).isZero();
    }

    assertThat(out().replaceAll("id: .*", "id: #"))
        .isEqualTo(
            """
            200 OK
            x-request-id: #
            content-type: application/json

            7
            """);
    assertThat(JOURNAL).containsExactly("opened", "/users/7 in worker 0, open true", "closed");
    assertThat(directory.resolve("shop.pid")).doesNotExist();
  }

  @Test
  void route_sends_headers_and_a_body() throws Exception {
    Files.writeString(directory.resolve("body.json"), "{\"text\": \"from a file\"}");

    assertThat(run("route", "POST", "/users", "-H", "X-Name: Ada", "--data", "{\"text\": \"hi\"}"))
        .isZero();
    assertThat(out()).startsWith("200 OK\nx-reply: yes\n").endsWith("\n\nAda: hi\n");

    assertThat(run("route", "POST", "/users", "-d", "@" + directory.resolve("body.json"))).isZero();
    assertThat(out()).endsWith("\n\nnobody: from a file\n");
  }

  @Test
  void route_ends_with_1_for_a_status_of_400_or_more() {
    assertThat(run("route", "GET", "/users/x")).isEqualTo(1);
    assertThat(out()).startsWith("400 Bad Request\n").contains("path parameter id must be");

    assertThat(run("route", "GET", "/fail")).isEqualTo(1);
    assertThat(out()).startsWith("500 Internal Server Error\n").doesNotContain("for the log only");

    assertThat(run("route", "GET", "/nowhere")).isEqualTo(1);
    assertThat(out()).startsWith("404 Not Found\n");

    assertThat(run("route", "DELETE", "/users")).isEqualTo(1);
    assertThat(out()).startsWith("405 Method Not Allowed\n").contains("allow: GET, HEAD, OPTIONS");
  }

  @Test
  void route_takes_a_wrong_command_line_for_that() {
    assertThat(run("route", "GET")).isEqualTo(2);
    assertThat(run("route", "GET", "/users", "-H", "none")).isEqualTo(2);
    assertThat(err()).startsWith("a header is NAME:VALUE, is \"none\"");
    assertThat(run("route", "GET", "/users", "-d", "@/no/such/file")).isEqualTo(2);
    assertThat(JOURNAL).isEmpty();
  }

  // The providers' own

  @Test
  void a_command_in_a_worker_finds_its_pools_open_and_they_are_closed_after_it() {
    assertThat(run("users:count", "--code", "5")).isEqualTo(5);

    assertThat(out()).isEqualTo("17 users\n");
    assertThat(JOURNAL).containsExactly("opened", "counted, open true", "closed");
  }

  @Test
  void a_command_that_fails_says_why_and_its_pools_are_closed() {
    assertThat(run("users:count", "--fail")).isEqualTo(1);

    assertThat(err())
        .isEqualTo(
            "unexpected: java.lang.IllegalStateException: cannot count; --verbose shows where\n");
    assertThat(JOURNAL).endsWith("closed");

    assertThat(run("users:count", "--fail", "--verbose")).isEqualTo(1);
    assertThat(err()).contains("\tat " + Count.class.getName() + ".call(");
  }

  @Test
  void nothing_is_started_for_a_wrong_command_line_or_for_help() {
    assertThat(run("users:count", "--nope")).isEqualTo(2);
    assertThat(run("users:count", "--help")).isZero();

    assertThat(JOURNAL).isEmpty();
  }

  @Test
  void a_command_without_a_worker_starts_nothing() throws Exception {
    configure("server.workers = 3");

    assertThat(run("look")).isZero();

    assertThat(out()).isEqualTo("workers: 3\n");
    assertThat(JOURNAL).isEmpty();
  }

  // check

  @Test
  void check_says_what_is_in_order() {
    assertThat(run("check")).isZero();

    assertThat(out())
        .contains(
            "ok    configuration: ",
            "ok    bindings: ",
            "ok    routes: 6 in the table",
            "ok    controllers: 2 classes",
            "ok    commands: 2 of the providers",
            "ok    server.pid-file: ");
    assertThat(JOURNAL).isEmpty();
  }

  @Test
  void check_lists_every_problem() throws Exception {
    Files.createDirectory(directory.resolve("shop.pid"));
    configure("app.providers = [\"lido.console.ConsoleTest$Broken\"]");

    assertThat(run("check")).isEqualTo(1);

    assertThat(out())
        .contains(
            "wrong route GET /a: the controller " + NeedsUnbound.class.getName(),
            "wrong " + Twin.class.getName() + " cannot be a command: there is another command",
            "wrong " + NeedsUnboundCommand.class.getName() + " cannot be a command: ",
            "wrong a file is missing\n        fix:   write it\n",
            "no such disk",
            "wrong server.pid-file: ",
            "\napp.conf: 6 problems\n");
  }

  @Test
  void check_of_a_wrong_configuration_says_what_it_could_not_check() throws Exception {
    configure("server { listn = x, threads = 0 }");

    assertThat(run("check")).isEqualTo(1);

    assertThat(out())
        .contains("wrong server.listn: unknown key", "wrong server.threads: must be at least 1")
        .contains("later not checked before this is mended: bindings, routes")
        .endsWith("\napp.conf: 2 problems\n");
  }

  @Test
  void a_restart_is_refused_for_all_that_check_finds_but_commands() throws Exception {
    configure("app.providers = [\"lido.console.ConsoleTest$Broken\"]");

    assertThatThrownBy(() -> StartCheck.check(directory.resolve("app.conf")))
        .isInstanceOf(StartException.class)
        .hasMessageContainingAll(
            "route GET /a: the controller " + NeedsUnbound.class.getName(),
            "a file is missing\n  fix:   write it",
            "no such disk")
        .message()
        .doesNotContain("cannot be a command");
  }

  // both

  @Test
  void the_configuration_may_be_named_before_and_after_the_command() {
    var missing = directory.resolve("missing.conf").toString();
    for (var args :
        List.of(
            List.of("--conf", missing, "status"),
            List.of("status", "-c", missing),
            List.of("status", "--conf=" + missing, "--json"))) {
      err.getBuffer().setLength(0);
      var line = ServerCommand.commandLine().setErr(new PrintWriter(err, true));

      assertThat(line.execute(args.toArray(String[]::new))).isEqualTo(1);
      assertThat(err()).startsWith("missing.conf: no such file\n");
    }
  }

  @Test
  void a_number_of_workers_that_is_none_is_a_wrong_command_line() {
    for (var wrong : List.of("many", "0", "-1", "10000")) {
      err.getBuffer().setLength(0);
      var line = ServerCommand.commandLine().setErr(new PrintWriter(err, true));

      assertThat(line.execute("start", "--workers", wrong)).isEqualTo(2);
      assertThat(err())
          .startsWith(
              "Invalid value for option '--workers': must be a whole number from 1 to 1024, or"
                  + " auto, is \"%s\"\n".formatted(wrong));
    }
  }

  @Test
  void a_daemon_says_where_it_cannot_write() throws Exception {
    Files.writeString(directory.resolve("logs"), "");
    var line = ServerCommand.commandLine().setErr(new PrintWriter(err, true));

    assertThat(line.execute("start", "-d", "-c", directory.resolve("app.conf").toString()))
        .isEqualTo(1);

    assertThat(err())
        .isEqualTo(
            """
            the logs beside server.pid-file cannot be written: logs is not a directory
              where: logs
              fix:   let this user write there, or name another server.pid-file
            """);
  }

  // completion

  @Test
  void completion_knows_the_commands_of_the_providers_and_of_bin_server() {
    assertThat(run("completion")).isZero();

    assertThat(out())
        .startsWith("#!")
        .contains("users:count", "complete -F _complete_console", "complete -F _complete_server");
  }
}
