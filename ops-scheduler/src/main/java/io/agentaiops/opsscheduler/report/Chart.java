package io.agentaiops.opsscheduler.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values over time.
 *
 * @param limit a line that the values should stay away from; null when there is none
 */
record Chart(
        String title,
        String unit,
        List<Point> points,
        @Nullable Double limit) {

    /** A value at a time, in milliseconds since 1970. */
    record Point(long at, double value) {}

    Chart {
        points = List.copyOf(points);
    }

    /** The charts that a step left in its evidence under {@code charts}. */
    static List<Chart> of(Map<String, Object> evidence) {
        List<Chart> charts = new ArrayList<>();
        if (evidence.get("charts") instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof Map<?, ?> map) {
                    charts.add(chart(map));
                }
            }
        }
        return charts;
    }

    private static Chart chart(Map<?, ?> map) {
        List<Point> points = new ArrayList<>();
        if (map.get("points") instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof List<?> pair
                        && pair.size() == 2
                        && pair.get(0) instanceof Number at
                        && pair.get(1) instanceof Number value) {
                    points.add(new Point(at.longValue(), value.doubleValue()));
                }
            }
        }
        Double limit = map.get("limit") instanceof Number number ? number.doubleValue() : null;
        return new Chart(String.valueOf(map.get("title")), text(map.get("unit")), points, limit);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
