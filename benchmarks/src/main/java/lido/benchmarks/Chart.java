package lido.benchmarks;

import java.util.Locale;
import java.util.Map;

/** Horizontal bars as SVG, in groups of one scale each; our own bar stands out. */
final class Chart {

  private static final int WIDTH = 760;
  private static final int LABELS = 160;
  private static final int VALUES = 90;
  private static final int BAR = 16;
  private static final int GAP = 28;

  private Chart() {}

  /**
   * @param groups title of the group to label to value
   */
  static String svg(String title, Map<String, Map<String, Double>> groups) {
    var body = new StringBuilder();
    int y = 30;
    text(body, 10, y - 8, title, "bold");
    for (var group : groups.entrySet()) {
      text(body, 10, y + 18, group.getKey(), "normal");
      y += GAP;
      double most = group.getValue().values().stream().mapToDouble(value -> value).max().orElse(1);
      for (var bar : group.getValue().entrySet()) {
        boolean ours = bar.getKey().equals(Peer.LIDO.title());
        double room = WIDTH - LABELS - VALUES;
        double length = most <= 0 ? 1 : Math.max(1, bar.getValue() / most * room);
        text(body, 20, y + 12, bar.getKey(), ours ? "bold" : "normal");
        body.append(
            String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                LABELS,
                y,
                length,
                BAR - 3,
                ours ? "#1a7f5a" : "#9aa5b1"));
        text(
            body,
            LABELS + (int) length + 6,
            y + 12,
            Tables.number(bar.getValue()),
            ours ? "bold" : "normal");
        y += BAR;
      }
    }
    return String.format(
        Locale.ROOT,
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" \
        font-size="12">
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        %s</svg>
        """,
        WIDTH,
        y + 12,
        body);
  }

  private static void text(StringBuilder body, int x, int y, String text, String weight) {
    body.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" font-weight=\"%s\" fill=\"#1f2933\">%s</text>%n",
            x,
            y,
            weight,
            text.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
