package lido.benchmarks;

import java.util.Locale;

/**
 * What is measured: pools, each configured by {@link Peers}, and in the case of HTTP whole stacks,
 * each a module below {@code benchmarks/http}. {@link StubSource} stands beside the pools where the
 * driver's share would hide theirs.
 */
enum Peer {
  LIDO("lido", true),
  NONE("no pool", true),
  HIKARI("HikariCP 7.1.0", true),
  BEECP("BeeCP 5.2.1", true),
  AGROAL("Agroal 3.2.1", true),
  VIBUR("Vibur 26.0", false),
  DRUID("Druid 1.2.28", false),
  TOMCAT("Tomcat JDBC 11.0.25", false),
  DBCP2("DBCP2 2.14.0", false),
  C3P0("c3p0 0.14.1", false),
  JAVALIN("Javalin 7.2.3", true),
  SPRING("Spring Boot 4.1.1", true),
  JOOBY("Jooby 3.11.5", true);

  private final String title;
  private final boolean fast;

  Peer(String title, boolean fast) {
    this.title = title;
    this.fast = fast;
  }

  String title() {
    return title;
  }

  boolean isPool() {
    return switch (this) {
      case NONE, JAVALIN, SPRING, JOOBY -> false;
      default -> true;
    };
  }

  /** Whether it answers HTTP requests; all but lido do it with HikariCP as their pool. */
  boolean isStack() {
    return this == LIDO || (!isPool() && this != NONE);
  }

  /**
   * Whether it is in the quick run: of the stacks only the one that is hardest to beat, and not
   * Agroal, which at times makes the first caller wait for all of its 60 s while it opens.
   */
  boolean isQuick() {
    return fast && this != JAVALIN && this != SPRING && this != AGROAL;
  }

  /** Whether it is of the fastest: in every round. */
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
