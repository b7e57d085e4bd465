package io.agentaiops.agentgateway.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.agentgateway.session.SessionCounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the dashboard shows, at one moment.
 *
 * @param approvals how many approvals wait for a person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusView(
        Instant at,
        List<Component> services,
        List<Component> engines,
        Ollama ollama,
        List<Alert> alerts,
        AlertCounts alertCounts,
        List<ProcedureRun> procedureRuns,
        List<Notification> notifications,
        List<AgentRun> runs,
        SessionCounts sessions,
        long approvals) {

    /** A service or an engine: up, degraded or down. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Component(
            String name, String state, @Nullable String detail) {
        /** Whether it does its work. */
        public boolean isUp() {
            return state.equals("up");
        }
    }

    /** The model side. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Ollama(
            String state,
            String url,
            @Nullable String version,
            @Nullable String detail,
            List<String> models) {}

    /** An alert that fires or is suppressed. */
    public record Alert(
            String fingerprint,
            String state,
            Map<String, String> labels,
            Map<String, String> annotations,
            Instant startsAt) {}

    /** How many alerts there are: in a storm more than are shown. */
    public record AlertCounts(long firing, long suppressed) {}

    /** A run of a procedure, at its latest change. */
    public record ProcedureRun(
            String runId, String procedureId, String title, String state, String summary, Instant at) {}

    /** A notification that reached its receiver, or was given up. */
    public record Notification(
            String notificationId,
            String receiver,
            String channel,
            String outcome,
            String title,
            String reason,
            Instant settledAt) {}

    /** A run of the agent that ended. */
    public record AgentRun(String runId, String state, String mode, long durationMs, Instant at) {}
}
