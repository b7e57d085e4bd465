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
    }

    boolean concerns(String sampledMetric, Labels sampled) {
        return metric.equals(sampledMetric) && matchers.matches(sampled);
    }

    /** The labels that tell one series from another. */
    Labels series(Labels sampled) {
        return by.isEmpty() ? sampled : sampled.only(by);
    }

    boolean isBad(double value) {
        return comparison.holds(value, limit);
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
