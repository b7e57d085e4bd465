package io.agentaiops.alertrouter.threshold;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.Matchers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When a metric means an alert: its value compares with a limit for a time, or nothing is heard of it for a time.
 *
 * @param alert name of the alert, unique
 * @param metric name of the metric
 * @param matchers which series of the metric
 * @param by labels that make a series; empty: all of them
 * @param comparison how to compare
 * @param limit with what
 * @param resolveLimit with what, once it fires: hysteresis; null: with the same
 * @param measure what is compared
 * @param lasting for how long
 * @param absentFor after how much silence of a series that was heard before; null: silence means nothing
 * @param expected series that are to be heard from the start, though they never were
 * @param severity info, warning or critical
 * @param labels further labels of the alert
 * @param annotations texts of the alert, with places for {@code ${value}} and others
 */
record ThresholdRule(
        String alert,
        String metric,
        Matchers matchers,
        List<String> by,
        Comparison comparison,
        double limit,
        @Nullable Double resolveLimit,
        Measure measure,
        Duration lasting,
        @Nullable Duration absentFor,
        List<Labels> expected,
        String severity,
        Map<String, String> labels,
        Map<String, Placeholders> annotations) {

    ThresholdRule {
        by = List.copyOf(by);
        expected = List.copyOf(expected);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        if (resolveLimit != null) {
            boolean ordered = comparison != Comparison.EQUAL && comparison != Comparison.OTHER_THAN;
            boolean beyond = ordered && (comparison.holds(limit, resolveLimit) || resolveLimit == limit);
            if (!beyond) {
                throw new IllegalArgumentException(
                        "must lie on the good side of value " + limit + ", and operator must" + " be one of > >= < <=");
            }
        }
    }

    /** The metrics that it listens to. */
    List<String> metrics() {
        return measure.isRatio() ? List.of(metric, measure.total()) : List.of(metric);
    }

    /** Whether it minds a sample of one of its {@link #metrics()}. */
    boolean concerns(Labels sampled) {
        return matchers.matches(sampled);
    }

    /** The labels that tell one series from another. */
    Labels series(Labels sampled) {
        return by.isEmpty() ? sampled : sampled.only(by);
    }

    /** Whether the value is bad, for a series that fires already or not. */
    boolean isBad(double value, boolean firing) {
        return comparison.holds(value, firing && resolveLimit != null ? resolveLimit : limit);
    }

    Labels alertLabels(Labels series) {
        Map<String, String> own = new TreeMap<>(labels);
        own.put(Labels.ALERT_NAME, alert);
        own.put(Labels.SEVERITY, severity);
        return series.and(own);
    }

    Map<String, String> alertAnnotations(SeriesState state) {
        Map<String, String> texts = new TreeMap<>();
        annotations.forEach((name, text) -> texts.put(name, text.fill(this, state)));
        return texts;
    }
}
