package lido.benchmarks;

import java.util.Locale;

/** The pools that are measured, each configured by {@link Peers}. */
enum Peer {
  LIDO("lido", true),
  HIKARI("HikariCP 7.1.0", true),
  BEECP("BeeCP 5.2.1", true),
  AGROAL("Agroal 3.2.1", true),
  VIBUR("Vibur 26.0", false),
  DRUID("Druid 1.2.28", false),
  TOMCAT("Tomcat JDBC 11.0.25", false),
  DBCP2("DBCP2 2.14.0", false),
  C3P0("c3p0 0.14.1", false);

  private final String title;
  private final boolean fast;

  Peer(String title, boolean fast) {
    this.title = title;
    this.fast = fast;
  }

  String title() {
    return title;
  }

  /** Whether it is of the fastest: in the quick run, and in every round. */
  boolean isFast() {
    return fast;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Peer of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
