package lido.benchmarks;

/** One figure on its way from a fork to the run that started it. */
final class Result {

  static final String PREFIX = "RESULT ";

  private Result() {}

  static void put(String metric, double value) {
    System.out.println(PREFIX + metric + " " + value);
  }

  static void text(String name, String text) {
    System.out.println(PREFIX + name + "\t" + text);
  }
}
