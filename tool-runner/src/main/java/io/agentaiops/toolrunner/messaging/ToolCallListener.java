package io.agentaiops.toolrunner.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.agentaiops.toolrunner.execution.NewToolCall;
import io.agentaiops.toolrunner.execution.ToolCallIntake;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Hears that a tool is to be called. */
@ApplicationScoped
class ToolCallListener {

    private final ToolCallIntake intake;

    ToolCallListener(ToolCallIntake intake) {
        this.intake = intake;
    }

    void listen(@Observes Subscriptions on) {
        on.each(ToolCallRequested.class, this::requested);
    }

    private void requested(ToolCallRequested event, EventMetadata meta) {
        Long timeoutMs = event.timeoutMs();
        intake.accept(new NewToolCall(
                event.callId(),
                event.tool(),
                event.arguments(),
                event.origin(),
                event.principal(),
                event.expect(),
                event.deadline(),
                timeoutMs == null ? null : Duration.ofMillis(timeoutMs),
                event.approval()));
    }
}
