package io.agentaiops.toolrunner.tool;

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
     * @param run does it
     */
    record NeedsApproval(String plan, String reason, boolean repeatable, ToolRun run) implements Preparation {}

    /** It never runs. */
    record Denied(String reason) implements Preparation {}
}
