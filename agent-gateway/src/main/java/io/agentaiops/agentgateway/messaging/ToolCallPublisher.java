package io.agentaiops.agentgateway.messaging;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.toolcall.PlannedCall;
import io.agentaiops.agentgateway.toolcall.ToolCallRequests;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.tool.Expectation;
import io.agentaiops.eventcontracts.tool.ToolCallCancelled;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says {@code tool.call-requested} and {@code tool.call-cancelled}. */
@ApplicationScoped
class ToolCallPublisher implements ToolCallRequests {

    private static final Logger LOG = Logger.getLogger(ToolCallPublisher.class);

    private final Outbox outbox;
    private final ObjectMapper json;

    ToolCallPublisher(Outbox outbox, ObjectMapper json) {
        this.outbox = outbox;
        this.json = json;
    }

    @Override
    public void request(Run run, List<Asked> calls) {
        outbox.publishAll(calls.stream()
                .map(asked -> event(run, asked.call(), asked.deadline()))
                .toList());
    }

    private ToolCallRequested event(Run run, PlannedCall call, Instant deadline) {
        return new ToolCallRequested(
                call.callId(),
                call.tool(),
                call.arguments(),
                new Origin(Origin.Kind.RUN, run.id()),
                run.caller().principal(),
                expectation(call.expect()),
                deadline,
                call.timeout().toMillis(),
                null,
                run.sessionId(),
                run.caller().roles().stream().sorted().toList());
    }

    @Override
    public void callBack(Run run, Step step, String principal, String reason, Instant now) {
        outbox.publish(
                new ToolCallCancelled(step.callId(), new Origin(Origin.Kind.RUN, run.id()), principal, reason, now));
    }

    /** An expectation that cannot be understood here must not keep the step from being looked at. */
    private @Nullable Expectation expectation(Map<String, Object> expect) {
        if (expect.isEmpty()) {
            return null;
        }
        try {
            return json.convertValue(expect, Expectation.class);
        } catch (IllegalArgumentException e) {
            LOG.warnf("expectation left out cause=%s", e.getMessage());
            return null;
        }
    }
}
