package io.agentaiops.toolrunner.execution;

import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolRegistry;
import io.agentaiops.toolrunner.tool.ToolRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what is to be done next with an accepted call. */
@ApplicationScoped
public class CallPlanner {

    /** Longer than a replica on the right machine needs to take an approved call up. */
    private static final Duration OTHER_HOST = Duration.ofMinutes(2);

    /** What is to be done. */
    public sealed interface Next {
        /** Run it now. */
        record Run(String plan, ToolRun run, boolean repeatable) implements Next {}

        /**
         * Ask whether this plan may be carried out.
         *
         * @param plan exactly what would be done, where, and for whom
         * @param host where
         * @param approvers how many persons have to agree
         * @param reason why they are asked
         * @param preview shows what it would do; null when there is no way to tell
         * @param run does it, once it is approved
         * @param repeatable whether it may be done again when it is interrupted
         */
        record Ask(
                String plan,
                String host,
                int approvers,
                String reason,
                @Nullable ToolRun preview,
                ToolRun run,
                boolean repeatable)
                implements Next {}

        /** End it. */
        record End(CallResult result) implements Next {}

        /** Leave it to a replica on the machine that it was approved for. */
        record Leave() implements Next {}
    }

    private final ToolRegistry registry;
    private final GivenApprovals given;
    private final HostIdentity host;
    private final Clock clock;

    CallPlanner(ToolRegistry registry, GivenApprovals given, HostIdentity host, Clock clock) {
        this.registry = registry;
        this.given = given;
        this.host = host;
        this.clock = clock;
    }

    Next next(ToolCall call) {
        CallApproval approval = call.approval();
        // A person may take longer than the caller: what was approved in time is not held to the caller's deadline.
        if (approval == null && clock.instant().isAfter(call.request().deadline())) {
            return end(CallState.EXPIRED, "its deadline passed before it could start");
        }
        if (call.isApproved() && approval != null && !approval.host().equals(host.name())) {
            return clock.instant().isAfter(call.queuedAt().plus(OTHER_HOST))
                    ? end(CallState.EXPIRED, "it was approved for " + approval.host() + ", which did not take it up")
                    : new Next.Leave();
        }
        return switch (judge(call.request(), call.request().arguments(), host.name())) {
            case Next.Ask asked when call.isApproved() && approval != null -> approved(asked, approval);
            case Next next -> next;
        };
    }

    /** What these arguments would do for that caller on that machine; nothing of it happens. */
    public Next judge(NewToolCall request, Map<String, Object> arguments, String where) {
        String name = request.tool();
        Optional<Tool> tool = registry.find(name);
        if (tool.isEmpty()) {
            return end(CallState.DENIED, "there is no tool '" + name + "'");
        }
        Optional<String> off = registry.whyOff(name);
        if (off.isPresent()) {
            return end(CallState.DENIED, off.get());
        }
        return switch (prepare(tool.get(), arguments, request)) {
            case Preparation.Ready(String plan, ToolRun run) -> new Next.Run(bound(plan, request, where), run, true);
            case Preparation.Denied(String reason) -> end(CallState.DENIED, reason);
            case Preparation.NeedsApproval asked ->
                given.covers(request, asked.approvers())
                        ? new Next.Run(bound(asked.plan(), request, where), asked.run(), asked.repeatable())
                        : new Next.Ask(
                                bound(asked.plan(), request, where),
                                where,
                                asked.approvers(),
                                asked.reason(),
                                asked.preview(),
                                asked.run(),
                                asked.repeatable());
        };
    }

    private static Next approved(Next.Ask asked, CallApproval approval) {
        return CallApproval.hash(asked.plan()).equals(approval.planHash())
                ? new Next.Run(asked.plan(), asked.run(), asked.repeatable())
                : end(CallState.DENIED, "what would run now is not what was approved");
    }

    /** The same command for somebody else, or elsewhere, is another plan. */
    private static String bound(String plan, NewToolCall request, String host) {
        return plan + (plan.endsWith("\n") ? "" : "\n") + "host: " + host + "\ncaller: " + request.principal() + "\n";
    }

    /** A tool that fails while it judges has not allowed anything. */
    private static Preparation prepare(Tool tool, Map<String, Object> arguments, NewToolCall request) {
        try {
            return tool.prepare(arguments, request.asker());
        } catch (RuntimeException | StackOverflowError e) {
            return new Preparation.Denied("the tool could not judge its arguments: " + e);
        }
    }

    private static Next end(CallState state, String reason) {
        return new Next.End(CallResult.without(state, reason));
    }
}
