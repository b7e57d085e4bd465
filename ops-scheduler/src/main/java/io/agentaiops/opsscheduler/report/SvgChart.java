package io.agentaiops.opsscheduler.report;

import io.agentaiops.opsscheduler.report.Chart.Point;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/** Draws a chart as SVG that needs nothing else: one line, its bounds in words, the limit dashed. */
final class SvgChart {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 160;
    private static final int LEFT = 70;
    private static final int BOTTOM = 24;
    private static final int TOP = 12;

    private final Chart chart;
    private final double low;
    private final double high;
    private final long first;
    private final long last;

    private SvgChart(Chart chart) {
        this.chart = chart;
        double lowest = chart.points().stream().mapToDouble(Point::value).min().orElse(0);
        double highest = chart.points().stream().mapToDouble(Point::value).max().orElse(1);
        Double limit = chart.limit();
        if (limit != null) {
            lowest = Math.min(lowest, limit);
            highest = Math.max(highest, limit);
        }
        boolean flat = highest - lowest < 1e-9;
        this.low = flat ? lowest - 1 : lowest;
        this.high = flat ? highest + 1 : highest;
        this.first = chart.points().isEmpty() ? 0 : chart.points().getFirst().at();
        this.last = chart.points().isEmpty() ? 1 : chart.points().getLast().at();
    }

    /** The drawing. */
    static String of(Chart chart) {
        return new SvgChart(chart).draw();
    }

    private String draw() {
        StringBuilder svg = new StringBuilder(2000);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\""
                        .formatted(WIDTH, HEIGHT, escape(chart.title())))
                .append(" font-family=\"sans-serif\" font-size=\"11\" fill=\"#777\">")
                .append("<title>")
                .append(escape(chart.title()))
                .append("</title>")
                .append(text(LEFT - 6, y(high) + 4, "end", number(high)))
                .append(text(LEFT - 6, y(low), "end", number(low)))
                .append(text(LEFT - 6, (y(low) + y(high)) / 2, "end", chart.unit()))
                .append(text(LEFT, HEIGHT - 6, "start", day(first)))
                .append(text(WIDTH - 4, HEIGHT - 6, "end", day(last)))
                .append(level(low, "#8886", ""));
        Double limit = chart.limit();
        if (limit != null) {
            svg.append(level(limit, "#c33", " stroke-dasharray=\"4 3\""));
        }
        return svg.append(line()).append("</svg>").toString();
    }

    private String level(double value, String colour, String dashes) {
        return String.format(
                Locale.ROOT, "<path d=\"M%d %.1fH%d\" stroke=\"%s\"%s/>", LEFT, y(value), WIDTH, colour, dashes);
    }

    private String line() {
        StringBuilder points = new StringBuilder();
        for (Point point : chart.points()) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.at()), y(point.value())));
        }
        StringBuilder line = new StringBuilder("<polyline fill=\"none\" stroke=\"#36c\" stroke-width=\"2\" points=\"")
                .append(points.toString().strip())
                .append("\"/>");
        if (!chart.points().isEmpty()) {
            Point newest = chart.points().getLast();
            line.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#36c\"/>",
                    x(newest.at()),
                    y(newest.value())));
        }
        return line.toString();
    }

    private double x(long at) {
        double share = last == first ? 1 : (at - first) / (double) (last - first);
        return LEFT + share * (WIDTH - LEFT - 6);
    }

    private double y(double value) {
        return TOP + (1 - (value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
    }

    private static String text(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escape(text));
    }

    private static String day(long at) {
        return Instant.ofEpochMilli(at).atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** Short, as on an axis. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 1e9) {
            return String.format(Locale.ROOT, "%.1f G", value / 1e9);
        }
        if (size >= 1e6) {
            return String.format(Locale.ROOT, "%.1f M", value / 1e6);
        }
        if (size >= 1e4) {
            return String.format(Locale.ROOT, "%.1f k", value / 1e3);
        }
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
