package io.agentaiops.toolrunner.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Received;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.tool.ToolCallCancelled;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.agentaiops.toolrunner.execution.CallCanceller;
import io.agentaiops.toolrunner.execution.Cancellation;
import io.agentaiops.toolrunner.execution.NewToolCall;
import io.agentaiops.toolrunner.execution.ToolCallIntake;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Hears that a tool is to be called, and that it is not to be called any more. */
@ApplicationScoped
class ToolCallListener {

    private final ToolCallIntake intake;
    private final CallCanceller canceller;

    ToolCallListener(ToolCallIntake intake, CallCanceller canceller) {
        this.intake = intake;
        this.canceller = canceller;
    }

    void listen(@Observes Subscriptions on) {
        // A poll at a time: a flood is written down in a few statements. Known ids change nothing.
        on.batch(ToolCallRequested.class, this::requested);
        on.each(ToolCallCancelled.class, this::cancelled);
    }

    /** Comes after the request: they share a partition, and what is asked for is taken first of each poll. */
    private void cancelled(ToolCallCancelled event, EventMetadata meta) {
        canceller.cancel(event.callId(), event.origin(), new Cancellation(event.principal(), event.reason()));
    }

    private void requested(List<Received<ToolCallRequested>> calls) {
        intake.acceptAll(calls.stream().map(ToolCallListener::call).toList());
    }

    private static NewToolCall call(Received<ToolCallRequested> received) {
        ToolCallRequested event = received.event();
        Long timeoutMs = event.timeoutMs();
        List<String> roles = event.roles();
        return new NewToolCall(
                event.callId(),
                event.tool(),
                event.arguments(),
                event.origin(),
                event.principal(),
                event.expect(),
                event.deadline(),
                timeoutMs == null ? null : Duration.ofMillis(timeoutMs),
                event.approval(),
                event.session(),
                received.meta().traceParent(),
                roles == null ? Set.of() : Set.copyOf(roles));
    }
}
