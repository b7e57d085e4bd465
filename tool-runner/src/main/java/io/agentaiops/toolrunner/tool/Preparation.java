package io.agentaiops.toolrunner.tool;

import org.jspecify.annotations.Nullable;

/** What a tool says to arguments, before anything has happened. */
public sealed interface Preparation {

    /**
     * It can run at once.
     *
     * @param plan exactly what would be done
     * @param run does it
     */
    record Ready(String plan, ToolRun run) implements Preparation {}

    /**
     * A person has to agree to the plan.
     *
     * @param plan exactly what would be done; equal arguments give an equal text
     * @param reason why a person is asked
     * @param repeatable whether it may be done again when it is interrupted
     * @param approvers how many persons have to agree: two when it cannot be undone
     * @param preview shows what it would do, without doing it; null when there is no way to tell
     * @param run does it
     */
    record NeedsApproval(
            String plan,
            String reason,
            boolean repeatable,
            int approvers,
            @Nullable ToolRun preview,
            ToolRun run) implements Preparation {

        /** One person has to agree, and there is no preview. */
        public NeedsApproval(String plan, String reason, boolean repeatable, ToolRun run) {
            this(plan, reason, repeatable, 1, null, run);
        }
    }

    /** It never runs. */
    record Denied(String reason) implements Preparation {}
}
