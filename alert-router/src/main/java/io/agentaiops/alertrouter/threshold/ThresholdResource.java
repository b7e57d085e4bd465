package io.agentaiops.alertrouter.threshold;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.yaml.PromDuration;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules, and what they see. */
@Path("/api/v1/thresholds")
@RolesAllowed("viewer")
@RunOnVirtualThread
class ThresholdResource {

    /** All rules. */
    record Page(List<RuleView> items) {}

    /** A rule with its series that are pending, firing or watched for absence. */
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
            List<SeriesView> series) {}

    /** A series as the rule sees it. */
    record SeriesView(
            Labels labels,
            String state,
            @Nullable Double value,
            Instant lastSeenAt,
            @Nullable Instant pendingSince,
            @Nullable Instant raisedAt) {}

    private final ThresholdRules rules;
    private final ThresholdStore store;

    ThresholdResource(ThresholdRules rules, ThresholdStore store) {
        this.rules = rules;
        this.store = store;
    }

    @GET
    public Page list() {
        Map<String, List<SeriesState>> states = store.all().stream().collect(Collectors.groupingBy(SeriesState::rule));
        return new Page(rules.all().stream()
                .map(rule -> view(rule, states.getOrDefault(rule.alert(), List.of())))
                .toList());
    }

    private static RuleView view(ThresholdRule rule, List<SeriesState> states) {
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
                states.stream().map(ThresholdResource::view).toList());
    }

    private static SeriesView view(SeriesState state) {
        return new SeriesView(
                state.labels(),
                state.phase(),
                state.lastValue(),
                state.lastSeenAt(),
                state.pendingSince(),
                state.raisedAt());
    }
}
