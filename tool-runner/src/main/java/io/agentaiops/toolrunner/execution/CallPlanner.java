package io.agentaiops.toolrunner.execution;

import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolRegistry;
import io.agentaiops.toolrunner.tool.ToolRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Decides what is to be done next with an accepted call. */
@ApplicationScoped
class CallPlanner {

    /** What is to be done. */
    sealed interface Next {
        /** Run it now. */
        record Run(ToolRun run, boolean repeatable) implements Next {}

        /** Ask a person whether this plan may be carried out. */
        record Ask(String plan) implements Next {}

        /** End it. */
        record End(CallResult result) implements Next {}
    }

    private final ToolRegistry registry;
    private final Clock clock;

    CallPlanner(ToolRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    Next next(ToolCall call) {
        String name = call.request().tool();
        Optional<Tool> tool = registry.find(name);
        // A person may take longer than the caller: what was approved in time is not held to the caller's deadline.
        if (!call.isApproved() && clock.instant().isAfter(call.request().deadline())) {
            return end(CallState.EXPIRED, "its deadline passed before it could start");
        }
        if (tool.isEmpty()) {
            return end(CallState.DENIED, "there is no tool '" + name + "'");
        }
        if (!registry.enabled(name)) {
            return end(CallState.DENIED, "the tool '" + name + "' is switched off");
        }
        return switch (prepare(tool.get(), call)) {
            case Preparation.Ready(String plan, ToolRun run) -> new Next.Run(run, true);
            case Preparation.Denied(String reason) -> end(CallState.DENIED, reason);
            case Preparation.NeedsApproval asked -> asked(call, asked);
        };
    }

    /** A tool that fails while it judges has not allowed anything. */
    private static Preparation prepare(Tool tool, ToolCall call) {
        try {
            return tool.prepare(call.request().arguments());
        } catch (RuntimeException e) {
            return new Preparation.Denied("the tool could not judge its arguments: " + e);
        }
    }

    private static Next asked(ToolCall call, Preparation.NeedsApproval asked) {
        CallApproval approval = call.approval();
        if (!call.isApproved() || approval == null) {
            return new Next.Ask(asked.plan());
        }
        return CallApproval.hash(asked.plan()).equals(approval.planHash())
                ? new Next.Run(asked.run(), asked.repeatable())
                : end(CallState.DENIED, "what would run now is not what was approved");
    }

    private static Next end(CallState state, String reason) {
        return new Next.End(CallResult.without(state, reason));
    }
}
