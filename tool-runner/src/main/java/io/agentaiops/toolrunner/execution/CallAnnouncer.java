package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.AfterCommit;
import io.agentaiops.eventbus.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Tells everybody who has to know that a call has moved: other services, the audit, the metrics, and who waits. */
@ApplicationScoped
class CallAnnouncer {

    /** A command line in full; what is longer was refused for it. */
    private static final int MAX_RESOURCE = 4096;

    private final ToolCallEvents events;
    private final Audit audit;
    private final AfterCommit afterCommit;
    private final CallMetrics metrics;
    private final CompletionSignal signal;

    CallAnnouncer(
            ToolCallEvents events, Audit audit, AfterCommit afterCommit, CallMetrics metrics, CompletionSignal signal) {
        this.events = events;
        this.audit = audit;
        this.afterCommit = afterCommit;
        this.metrics = metrics;
        this.signal = signal;
    }

    void ended(ToolCall call, CallResult result) {
        events.completed(call);
        audit.record(
                call.request().principal(),
                "tool.execute",
                resource(call),
                result.state().label(),
                details(call, result));
        afterCommit.run(() -> {
            metrics.completed(call.request().tool(), result);
            signal.changed(call.id());
        });
    }

    void waits(ToolCall call) {
        events.approvalRequested(call);
        afterCommit.run(() -> signal.changed(call.id()));
    }

    private static String resource(ToolCall call) {
        Object command = call.request().arguments().get("command");
        return call.request().tool() + ": "
                + cut(String.valueOf(command == null ? call.request().arguments() : command));
    }

    private static String cut(String text) {
        return text.length() > MAX_RESOURCE ? text.substring(0, MAX_RESOURCE) + "..." : text;
    }

    private static Map<String, String> details(ToolCall call, CallResult result) {
        Map<String, String> details = new HashMap<>();
        details.put("callId", call.id());
        details.put(
                "origin",
                call.request().origin().kind() + " " + call.request().origin().id());
        CallApproval approval = call.approval();
        if (approval != null && approval.approvedBy() != null) {
            details.put("approvedBy", approval.approvedBy());
        }
        if (result.reason() != null) {
            details.put("reason", result.reason());
        }
        if (result.exitCode() != null) {
            details.put("exitCode", result.exitCode().toString());
        }
        if (result.sandbox() != null) {
            details.put("sandbox", result.sandbox());
            details.put("outputSha256", CallApproval.hash(result.output()));
            details.put("durationMs", Long.toString(result.durationMs()));
        }
        details.put("arguments", cut(String.valueOf(new TreeMap<>(call.request().arguments()))));
        return details;
    }
}
