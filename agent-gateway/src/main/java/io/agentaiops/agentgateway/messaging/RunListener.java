package io.agentaiops.agentgateway.messaging;

import io.agentaiops.agentgateway.agent.Agent;
import io.agentaiops.agentgateway.approval.Withdrawal;
import io.agentaiops.agentgateway.run.RunEvent;
import io.agentaiops.agentgateway.run.RunFeed;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.run.StepState;
import io.agentaiops.agentgateway.toolcall.ToolCallTracker;
import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.query.QueryAccepted;
import io.agentaiops.eventcontracts.query.RunProgressed;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallProgressed;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumSet;
import java.util.Set;

/** Hears what gives agents something to do: accepted queries, and results of the tools that runs asked for. */
@ApplicationScoped
class RunListener {

    private static final Set<ToolCallCompleted.State> NOTHING_RAN = EnumSet.of(
            ToolCallCompleted.State.DENIED, ToolCallCompleted.State.EXPIRED, ToolCallCompleted.State.CANCELLED);

    private final Agent agent;
    private final ToolCallTracker tracker;
    private final Withdrawal withdrawal;
    private final RunFeed feed;

    RunListener(Agent agent, ToolCallTracker tracker, Withdrawal withdrawal, RunFeed feed) {
        this.agent = agent;
        this.tracker = tracker;
        this.withdrawal = withdrawal;
        this.feed = feed;
    }

    void listen(@Observes Subscriptions on) {
        on.each(QueryAccepted.class, this::accepted);
        on.each(ToolCallCompleted.class, RunListener::concernsUs, this::completed);
        on.broadcast(RunProgressed.class, this::progressed);
        on.broadcast(ToolCallProgressed.class, this::printed);
    }

    /** The replica that stored the run has started it already; this one finds the lease taken, or takes it. */
    private void accepted(QueryAccepted event, EventMetadata meta) {
        agent.start(event.runId());
    }

    /** Results of our runs, and what leaves a question to people without its object. */
    private static boolean concernsUs(ToolCallCompleted event) {
        return event.origin().kind() == Origin.Kind.RUN || NOTHING_RAN.contains(event.state());
    }

    private void completed(ToolCallCompleted event, EventMetadata meta) {
        if (event.origin().kind() == Origin.Kind.RUN) {
            tracker.completed(event.callId(), result(event)).ifPresent(agent::goOn);
        }
        if (NOTHING_RAN.contains(event.state())) {
            withdrawal.ended(event.callId(), "the call ended before anybody decided");
        }
    }

    private void progressed(RunProgressed event, EventMetadata meta) {
        feed.signal(event.runId());
    }

    private void printed(ToolCallProgressed event, EventMetadata meta) {
        if (event.origin().kind() == Origin.Kind.RUN) {
            String data = new JsonObject()
                    .put("callId", event.callId())
                    .put("tool", event.tool())
                    .put("output", event.output())
                    .encode();
            feed.pass(event.origin().id(), new RunEvent(0, RunEvent.OUTPUT, data));
        }
    }

    private static Step.Result result(ToolCallCompleted event) {
        ToolCallCompleted.Verdict verdict = event.verdict();
        return new Step.Result(
                state(event.state()),
                event.output(),
                event.truncated(),
                event.exitCode(),
                event.reason(),
                verdict == null ? null : new Step.Verdict(verdict.met(), verdict.reason()),
                event.sandbox(),
                event.durationMs(),
                event.completedAt());
    }

    private static StepState state(ToolCallCompleted.State state) {
        return switch (state) {
            case SUCCEEDED -> StepState.SUCCEEDED;
            // The reason says who took it back.
            case FAILED, CANCELLED -> StepState.FAILED;
            case TIMED_OUT -> StepState.TIMED_OUT;
            case DENIED -> StepState.DENIED;
            case EXPIRED -> StepState.EXPIRED;
            case UNKNOWN_OUTCOME -> StepState.UNKNOWN_OUTCOME;
        };
    }
}
