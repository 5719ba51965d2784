package lido.providers;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lido.config.ConfigSection;

/**
 * The names of other frameworks and pools for the keys of a row. An unknown key is looked up here
 * before a near miss is searched. Case, {@code -} and {@code _} do not count: {@code
 * maximumPoolSize}, {@code maximum-pool-size} and {@code MAXIMUM_POOL_SIZE} are one name.
 */
final class ForeignNames {

  private static final Map<String, String> ROW =
      byName(
          """
          adapter  driver driverclass driverclassname dbkind databasetype type
          url      jdbcurl dsn uri
          name     database databasename dbname db
          host     hostname server servername dbhost address
          user     username dbuser login
          pass     password passwd dbpasswd dbpass dbpassword secret
          port     portnumber dbport
          prefix   tableprefix
          options  properties additionaljdbcproperties datasourceproperties driveroptions
          commands initsql newconnectionsql connectioninitsql connectioninitsqls initialquery initialsql
          pool     hikari agroal hikaricp jdbc
          """);

  private static final Map<String, String> POOL =
      byName(
          """
          min minimum minconnections minactive minobjectnum minresources minimumidle minidle minsize \
          initialsize minpoolsize
          max maximum maxconnections maxactive maxobjectnum maxresources size maximumpoolsize maxtotal \
          maxsize maxpoolsize poolsize
          acquire-timeout waittimeout maxwaittime maxwait maxwaitmillis borrowtimeout \
          getobjecttimeout timeout connectiontimeout acquisitiontimeout checkouttimeout
          connect-timeout logintimeout
          socket-timeout readtimeout networktimeout
          validation-timeout heartbeattimeout validationquerytimeout
          validate-after-idle validateonborrowafteridle validationinterval alivebypasswindowms \
          idlevalidation idlevalidationtimeout checkstatewhengetresource testonborrow
          idle-timeout maxidletime idleremovalinterval reaptimeout minevictableidletimemillis
          max-lifetime maxactivetime maxage maxconnlifetimemillis maxconnectionage
          keepalive-time heartbeat heartbeatinterval keepaliveinterval \
          backgroundvalidationinterval itemintervalcheck
          leak-detection-threshold maxusedtime leakdetectioninterval leaktimeout \
          removeabandonedtimeout abandonedtimeout
          drain-timeout maxclosetime closetimeout
          fail-fast-after
          """);

  private ForeignNames() {}

  /** Returns the key of a row for a foreign name; {@code pool.max} for a key of the pool. */
  static Optional<String> ofRow(String name) {
    return ofKey(ROW, name).or(() -> ofPool(name).map(key -> "pool." + key));
  }

  /** Returns the key of a block {@code pool} for a foreign name. */
  static Optional<String> ofPool(String name) {
    return ofKey(POOL, name);
  }

  /** Returns the foreign names among the keys of a block, each with our key. */
  static Map<String, String> amongst(ConfigSection block, Function<String, Optional<String>> ours) {
    var names = new HashMap<String, String>();
    for (String key : block.keys()) {
      ours.apply(key).ifPresent(name -> names.put(key, name));
    }
    return names;
  }

  private static Optional<String> ofKey(Map<String, String> names, String name) {
    return Optional.ofNullable(names.get(plain(name)));
  }

  /** A line has our key first, then the foreign names. */
  private static Map<String, String> byName(String lines) {
    var names = new HashMap<String, String>();
    lines
        .lines()
        .map(line -> line.split("\\s+"))
        .forEach(
            words -> {
              for (String word : words) {
                names.put(plain(word), words[0]);
              }
            });
    return Map.copyOf(names);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }
}
