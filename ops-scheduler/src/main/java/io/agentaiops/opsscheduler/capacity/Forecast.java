package io.agentaiops.opsscheduler.capacity;

import io.agentaiops.opsscheduler.capacity.MetricHistory.Point;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Where a series is going.
 *
 * @param fullOn when it reaches its limit; null when it does not within five years
 * @param earliest the same with the steepest slope of the interval; null when that never does
 * @param latest the same with the flattest; null when that never does
 * @param backTestError mean absolute error when the last third is forecast from what was before; NaN when not known
 */
record Forecast(
        String series,
        Resource resource,
        Trend trend,
        double now,
        @Nullable LocalDate fullOn,
        @Nullable LocalDate earliest,
        @Nullable LocalDate latest,
        double backTestError) {

    private static final double DAY = Duration.ofDays(1).toMillis();
    private static final double HORIZON_DAYS = 5 * 365.25;

    /** The forecast of a series with enough points. */
    static Forecast of(String series, Resource resource, List<Point> points, Instant today) {
        double[] x = points.stream().mapToDouble(point -> day(point.at())).toArray();
        double[] y = points.stream().mapToDouble(Point::value).toArray();
        Trend trend = Trend.of(x, y);
        LocalDate one = reach(resource, trend, trend.low(), today);
        LocalDate other = reach(resource, trend, trend.high(), today);
        boolean firstIsOne = other == null || (one != null && one.isBefore(other));
        return new Forecast(
                series,
                resource,
                trend,
                points.getLast().value(),
                reach(resource, trend, trend.slope(), today),
                firstIsOne ? one : other,
                firstIsOne ? other : one,
                Trend.backTest(x, y).orElse(Double.NaN));
    }

    /** Whether it is full before that day. */
    boolean isFullBefore(LocalDate day) {
        return fullOn != null && fullOn.isBefore(day);
    }

    /** One sentence for people. */
    String words() {
        String grows = "%s is at %s and changes by %s a day".formatted(series, number(now), number(trend.slope()));
        if (resource.limit() == null) {
            return grows;
        }
        if (fullOn == null) {
            return grows + "; it does not reach " + number(resource.limit()) + " within five years";
        }
        return grows + "; it reaches " + number(resource.limit()) + " on " + fullOn + " (90 percent: "
                + (earliest == null ? "never" : earliest) + " to " + (latest == null ? "never" : latest) + ")";
    }

    /** For the evidence of a step. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("series", series);
        map.put("unit", resource.unit());
        map.put("now", now);
        map.put("perDay", trend.slope());
        map.put("perDayLow", trend.low());
        map.put("perDayHigh", trend.high());
        if (resource.limit() != null) {
            map.put("limit", resource.limit());
        }
        map.put("fullOn", String.valueOf(fullOn));
        map.put("earliest", String.valueOf(earliest));
        map.put("latest", String.valueOf(latest));
        if (Double.isFinite(backTestError)) {
            map.put("backTestError", backTestError);
        }
        return map;
    }

    private static @Nullable LocalDate reach(Resource resource, Trend trend, double slope, Instant today) {
        if (resource.limit() == null) {
            return null;
        }
        OptionalDouble x = trend.reaches(resource.limit(), slope, day(today));
        return x.isPresent() && x.getAsDouble() < day(today) + HORIZON_DAYS
                ? LocalDate.ofEpochDay((long) x.getAsDouble())
                : null;
    }

    private static double day(Instant at) {
        return at.toEpochMilli() / DAY;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1e6 ? "%.3g" : "%.2f", value);
    }

    /** The day of an instant, as forecasts count. */
    static LocalDate dayOf(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
