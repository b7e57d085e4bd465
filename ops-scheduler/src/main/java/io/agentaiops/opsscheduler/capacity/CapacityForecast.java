package io.agentaiops.opsscheduler.capacity;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.capacity.MetricHistory.Point;
import io.agentaiops.opsscheduler.procedure.DurationText;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code capacity.forecast}: the trend of everything that can be used up and the day when it is, with an interval and the
 * error that the method would have made on the last third of the history. Fails when something is full too soon.
 */
@ApplicationScoped
class CapacityForecast implements CapabilityHandler {

    private final MetricHistory history;
    private final Clock clock;

    CapacityForecast(MetricHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.CAPACITY_FORECAST;
    }

    @Override
    public Finding perform(Operation operation) {
        Duration window = DurationText.parse(operation.arguments().text("window", "90d"));
        Duration notice = DurationText.parse(operation.arguments().text("notice", "90d"));
        Instant now = clock.instant();
        Map<String, List<Point>> series = history.since(
                now.minus(window), Resource.ALL.stream().map(Resource::metric).toList());
        List<Forecast> forecasts = new ArrayList<>();
        List<String> tooShort = new ArrayList<>();
        series.forEach((name, points) -> Resource.of(name).ifPresent(resource -> {
            if (points.size() < Trend.LEAST_POINTS) {
                tooShort.add(name);
            } else {
                forecasts.add(Forecast.of(name, resource, points, now));
            }
        }));
        LocalDate border = Forecast.dayOf(now.plus(notice));
        List<String> soon = forecasts.stream()
                .filter(forecast -> forecast.isFullBefore(border))
                .map(Forecast::words)
                .toList();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("forecasts", forecasts.stream().map(Forecast::toMap).toList());
        evidence.put("tooShort", tooShort);
        evidence.put(
                "charts",
                forecasts.stream().map(forecast -> chart(forecast, series)).toList());
        String counted = forecasts.size() + " series with a trend"
                + (tooShort.isEmpty()
                        ? ""
                        : ", " + tooShort.size() + " with fewer than " + Trend.LEAST_POINTS + " points");
        return soon.isEmpty()
                ? Finding.good(counted + "; nothing is full within " + notice.toDays() + " days", evidence)
                : Finding.bad(counted + "; " + String.join("; ", soon), evidence);
    }

    private static Map<String, Object> chart(Forecast forecast, Map<String, List<Point>> series) {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("title", forecast.words());
        chart.put("unit", forecast.resource().unit());
        chart.put(
                "points",
                series.getOrDefault(forecast.series(), List.of()).stream()
                        .map(point -> List.<Number>of(point.at().toEpochMilli(), point.value()))
                        .toList());
        if (forecast.resource().limit() != null) {
            chart.put("limit", forecast.resource().limit());
        }
        return chart;
    }
}
