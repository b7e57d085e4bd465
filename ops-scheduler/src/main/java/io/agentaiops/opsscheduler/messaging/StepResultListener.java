package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted;
import io.agentaiops.opsscheduler.run.RunIds;
import io.agentaiops.opsscheduler.run.RunResults;
import io.agentaiops.opsscheduler.run.StepResult;
import io.agentaiops.opsscheduler.run.StepState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hears how steps ended: operations of any service, and tool calls. Results of other askers' calls are passed over. */
@ApplicationScoped
class StepResultListener {

    private final RunResults results;

    StepResultListener(RunResults results) {
        this.results = results;
    }

    void listen(@Observes Subscriptions on) {
        on.each(OperationCompleted.class, this::operationEnded);
        on.each(ToolCallCompleted.class, event -> event.origin().kind() == Origin.Kind.OPERATION, this::toolCallEnded);
    }

    void operationEnded(OperationCompleted event, EventMetadata meta) {
        StepState state = switch (event.outcome()) {
            case SUCCEEDED -> StepState.SUCCEEDED;
            case FAILED, REFUSED -> StepState.FAILED;
            case TIMED_OUT -> StepState.TIMED_OUT;
        };
        StepResult result = new StepResult(state, event.summary(), event.evidence());
        RunIds.parse(event.operationId()).ifPresent(id -> results.ended(id, result));
    }

    void toolCallEnded(ToolCallCompleted event, EventMetadata meta) {
        StepResult result = new StepResult(state(event), summary(event), evidence(event));
        RunIds.parse(event.callId()).ifPresent(id -> results.ended(id, result));
    }

    private static StepState state(ToolCallCompleted event) {
        return switch (event.state()) {
            case SUCCEEDED -> event.verdict() == null || event.verdict().met() ? StepState.SUCCEEDED : StepState.FAILED;
            case FAILED, UNKNOWN_OUTCOME, CANCELLED -> StepState.FAILED;
            case TIMED_OUT, EXPIRED -> StepState.TIMED_OUT;
            case DENIED -> StepState.DENIED;
        };
    }

    private static String summary(ToolCallCompleted event) {
        if (event.verdict() != null && !event.verdict().met()) {
            return "Not as expected: " + event.verdict().reason();
        }
        if (event.reason() != null && !event.reason().isBlank()) {
            return event.reason();
        }
        String exit = event.exitCode() == null ? "" : "Exit code " + event.exitCode();
        return event.verdict() == null ? exit : exit + ", as expected";
    }

    private static Map<String, Object> evidence(ToolCallCompleted event) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("output", event.output());
        evidence.put("truncated", event.truncated());
        evidence.put("toolDurationMs", event.durationMs());
        if (event.exitCode() != null) {
            evidence.put("exitCode", event.exitCode());
        }
        if (event.verdict() != null) {
            evidence.put(
                    "verdict",
                    Map.of(
                            "met",
                            event.verdict().met(),
                            "reason",
                            event.verdict().reason()));
        }
        if (event.sandbox() != null) {
            evidence.put("sandbox", event.sandbox());
        }
        if (event.reason() != null) {
            evidence.put("reason", event.reason());
        }
        return evidence;
    }
}
