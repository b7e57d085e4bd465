package io.agentaiops.alertrouter.threshold;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.yaml.PromDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule with its series that are pending, firing or watched for absence.
 *
 * @param source {@code file}, or {@code api} for one that was set over REST
 * @param definition the rule in the keys of thresholds.yml, as it may be put back
 */
record RuleView(
        String alert,
        String metric,
        String matchers,
        List<String> by,
        String operator,
        double value,
        @JsonProperty("for") String lasting,
        @Nullable String absentFor,
        String severity,
        String source,
        Map<String, Object> definition,
        List<SeriesView> series) {

    /** A series as the rule sees it. */
    record SeriesView(
            Labels labels,
            String state,
            @Nullable Double value,
            Instant lastSeenAt,
            @Nullable Instant pendingSince,
            @Nullable Instant raisedAt) {}

    static RuleView of(ThresholdRule rule, String source, List<SeriesState> states) {
        Duration absentFor = rule.absentFor();
        return new RuleView(
                rule.alert(),
                rule.metric(),
                rule.matchers().toString(),
                rule.by(),
                rule.comparison().sign(),
                rule.limit(),
                PromDuration.print(rule.lasting()),
                absentFor == null ? null : PromDuration.print(absentFor),
                rule.severity(),
                source,
                definition(rule),
                states.stream().map(RuleView::series).toList());
    }

    private static SeriesView series(SeriesState state) {
        return new SeriesView(
                state.labels(),
                state.phase(),
                state.lastValue(),
                state.lastSeenAt(),
                state.pendingSince(),
                state.raisedAt());
    }

    private static Map<String, Object> definition(ThresholdRule rule) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("alert", rule.alert());
        keys.put("metric", rule.metric());
        String matchers = rule.matchers().toString();
        put(keys, "matchers", matchers.equals("{}") ? "" : matchers);
        put(keys, "by", rule.by());
        Measure measure = rule.measure();
        if (measure.looksBack()) {
            keys.put("calculate", measure.function().word());
            keys.put("over", PromDuration.print(measure.over()));
            put(keys, "total", measure.total());
        }
        keys.put("operator", rule.comparison().sign());
        keys.put("value", rule.limit());
        Double resolveLimit = rule.resolveLimit();
        if (resolveLimit != null) {
            keys.put("resolve-value", resolveLimit);
        }
        keys.put("for", PromDuration.print(rule.lasting()));
        Duration absentFor = rule.absentFor();
        if (absentFor != null) {
            keys.put("absent-for", PromDuration.print(absentFor));
        }
        put(keys, "expected", rule.expected());
        keys.put("severity", rule.severity());
        put(keys, "labels", rule.labels());
        Map<String, String> annotations = new LinkedHashMap<>();
        rule.annotations().forEach((name, text) -> annotations.put(name, text.text()));
        put(keys, "annotations", annotations);
        return keys;
    }

    private static void put(Map<String, Object> keys, String key, Object value) {
        boolean empty = value.equals("") || value.equals(List.of()) || value.equals(Map.of());
        if (!empty) {
            keys.put(key, value);
        }
    }
}
