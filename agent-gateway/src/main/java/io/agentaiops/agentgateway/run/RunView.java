package io.agentaiops.agentgateway.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.agentgateway.evidence.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A run as REST shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunView(
        String id,
        String sessionId,
        String query,
        String state,
        @Nullable String reason,
        @Nullable AnswerMode mode,
        @Nullable String model,
        @Nullable String answer,
        List<Citation> citations,
        List<Finding> evidence,
        int fabricatedCitations,
        List<Step> steps,
        List<Step.Offer> approvals,
        Usage usage,
        @Nullable List<Usage.Omission> omitted,
        Limits limits,
        Timings timings,
        Instant createdAt,
        Map<String, String> links) {

    /** When what happened. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Timings(
            Instant acceptedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Long durationMs) {}

    /** The view of a run with its steps. */
    public static RunView of(Run run, List<Step> steps) {
        Instant ended = run.endedAt();
        return new RunView(
                run.id(),
                run.sessionId(),
                run.question(),
                run.state().label(),
                run.reason(),
                run.mode(),
                run.model(),
                run.answer(),
                run.citations(),
                run.evidence().sentences(),
                run.evidence().fabricatedCitations(),
                steps,
                steps.stream().map(Step::approval).filter(Objects::nonNull).toList(),
                run.usage(),
                run.usage().omitted(),
                run.limits(),
                new Timings(
                        run.acceptedAt(),
                        run.startedAt(),
                        ended,
                        ended == null
                                ? null
                                : Duration.between(run.acceptedAt(), ended).toMillis()),
                run.acceptedAt(),
                links(run.id(), run.sessionId()));
    }

    /** Where to go on from a run. */
    public static Map<String, String> links(String runId, String sessionId) {
        String self = "/api/v1/runs/" + runId;
        return Map.of("self", self, "events", self + "/events", "session", "/api/v1/sessions/" + sessionId);
    }

    /** Leaves out what people said. */
    @Override
    public String toString() {
        return "RunView[" + id + ", " + state + "]";
    }
}
