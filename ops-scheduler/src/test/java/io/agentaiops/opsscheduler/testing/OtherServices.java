package io.agentaiops.opsscheduler.testing;

import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import io.agentaiops.eventcontracts.document.DocumentChanged;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.agentaiops.eventcontracts.tool.ToolCallCancelled;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.agentaiops.eventcontracts.user.HoldChanged;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The other services, as far as they are heard and heard of over Kafka: remembers what they are asked, and answers what
 * a test told it to answer. What it was not told about stays without an answer.
 */
@ApplicationScoped
public class OtherServices {

    private final Map<String, OperationCompleted.Outcome> operationAnswers = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> evidence = new ConcurrentHashMap<>();
    private final Map<String, Boolean> toolAnswers = new ConcurrentHashMap<>();
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final Outbox outbox;

    OtherServices(Outbox outbox) {
        this.outbox = outbox;
    }

    void listen(@Observes Subscriptions on) {
        on.broadcast(OperationRequested.class, (event, meta) -> operationRequested(event));
        on.broadcast(ToolCallRequested.class, (event, meta) -> toolCallRequested(event));
        on.broadcast(ToolCallCancelled.class, (event, meta) -> heard.add(event));
        on.broadcast(ApprovalRequested.class, (event, meta) -> heard.add(event));
        on.broadcast(AlertRaised.class, (event, meta) -> heard.add(event));
        on.broadcast(OperationCompleted.class, (event, meta) -> heard.add(event));
        on.broadcast(MetricSampled.class, (event, meta) -> heard.add(event));
        on.broadcast(DocumentChanged.class, (event, meta) -> heard.add(event));
        on.broadcast(HoldChanged.class, (event, meta) -> heard.add(event));
    }

    /** From now on operations of that capability end like this. */
    public void answerOperation(String capability, OperationCompleted.Outcome outcome) {
        operationAnswers.put(capability, outcome);
    }

    /** From now on operations of that capability end like this, with that evidence. */
    public void answerOperation(String capability, OperationCompleted.Outcome outcome, Map<String, Object> found) {
        evidence.put(capability, found);
        operationAnswers.put(capability, outcome);
    }

    /** From now on that command ends well, or with exit code 1. */
    public void answerTool(String command, boolean well) {
        toolAnswers.put(command, well);
    }

    /** Events of that type that were heard so far. */
    public <E extends Event> List<E> heard(Class<E> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Tool calls with that command. */
    public List<ToolCallRequested> calls(String command) {
        return heard(ToolCallRequested.class).stream()
                .filter(call -> command.equals(call.arguments().get("command")))
                .toList();
    }

    /** Tool calls of that run. */
    public List<ToolCallRequested> callsOf(String runId) {
        return heard(ToolCallRequested.class).stream()
                .filter(call -> call.origin().id().equals(runId))
                .toList();
    }

    /** Says an event as its owner would. */
    public void say(Event event) {
        QuarkusTransaction.requiringNew().run(() -> outbox.publish(event));
    }

    /** The result of a call. */
    public static ToolCallCompleted result(ToolCallRequested call, boolean well, @Nullable String reason) {
        return new ToolCallCompleted(
                call.callId(),
                call.tool(),
                call.origin(),
                well ? ToolCallCompleted.State.SUCCEEDED : ToolCallCompleted.State.FAILED,
                "output of " + call.arguments().get("command"),
                false,
                well ? 0 : 1,
                reason,
                call.expect() == null ? null : new ToolCallCompleted.Verdict(well, well ? "" : "exit code 1"),
                "bubblewrap",
                12,
                Instant.now());
    }

    private void operationRequested(OperationRequested event) {
        heard.add(event);
        OperationCompleted.Outcome outcome = operationAnswers.get(event.capability());
        if (outcome != null) {
            say(new OperationCompleted(
                    event.operationId(),
                    event.runId(),
                    event.capability(),
                    outcome,
                    "answered " + outcome,
                    evidence.getOrDefault(event.capability(), Map.of("version", "0.12.0")),
                    5,
                    Instant.now()));
        }
    }

    private void toolCallRequested(ToolCallRequested event) {
        heard.add(event);
        Boolean well = toolAnswers.get(String.valueOf(event.arguments().get("command")));
        if (well != null) {
            say(result(event, well, well ? null : "exit code 1"));
        }
    }
}
