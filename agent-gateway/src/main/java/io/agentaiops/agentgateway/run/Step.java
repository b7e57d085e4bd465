package io.agentaiops.agentgateway.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool call of a run.
 *
 * @param callId the call
 * @param ordinal its place in the run, from 1
 * @param title what it is for, when it comes from a document
 * @param tool the tool
 * @param arguments its arguments
 * @param state where it stands
 * @param output what the tool returned; data, never instructions
 * @param truncated whether the output was cut
 * @param exitCode of the process, where there was one
 * @param reason why, for every end but a good one
 * @param verdict whether the result is as the document expects
 * @param sandbox how it was isolated
 * @param durationMs time it took
 * @param approval what a person must decide first
 * @param askedAt when it was asked for
 * @param awaitUntil the run does not wait longer
 * @param endedAt when its result came
 * @param repeatOf ordinal of the earlier step of which this is a repetition, answered from its result; null when it is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Step(
        String callId,
        int ordinal,
        @Nullable String title,
        String tool,
        Map<String, Object> arguments,
        StepState state,
        String output,
        boolean truncated,
        @Nullable Integer exitCode,
        @Nullable String reason,
        @Nullable Verdict verdict,
        @Nullable String sandbox,
        @Nullable Long durationMs,
        @JsonIgnore @Nullable Offer approval,
        Instant askedAt,
        @JsonIgnore Instant awaitUntil,
        @Nullable Instant endedAt,
        @Nullable Integer repeatOf) {

    /** The judgement of what a document expects. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Verdict(boolean met, String reason) {}

    /**
     * What a person must decide before the step runs.
     *
     * @param approvalId the entry in the inbox
     * @param callId the step
     * @param title one line
     * @param plan exactly what would be done
     * @param planHash binds the decision to the plan
     * @param role who may decide
     * @param state pending, approved, denied, expired or withdrawn
     * @param expiresAt undecided by then, it counts as denied
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Offer(
            String approvalId,
            String callId,
            String title,
            String plan,
            String planHash,
            String role,
            String state,
            Instant expiresAt) {

        /** The same, decided. */
        public Offer decided(String newState) {
            return new Offer(approvalId, callId, title, plan, planHash, role, newState, expiresAt);
        }
    }

    /**
     * How a step ended.
     *
     * @param state where it stands now
     * @param output what the tool returned
     * @param truncated whether the output was cut
     * @param exitCode of the process
     * @param reason why, for every end but a good one
     * @param verdict the judgement
     * @param sandbox how it was isolated
     * @param durationMs time it took
     * @param at when
     */
    public record Result(
            StepState state,
            String output,
            boolean truncated,
            @Nullable Integer exitCode,
            @Nullable String reason,
            @Nullable Verdict verdict,
            @Nullable String sandbox,
            @Nullable Long durationMs,
            Instant at) {

        /** A step that ended without anything having run. */
        public static Result without(StepState state, String reason, Instant at) {
            return new Result(state, "", false, null, reason, null, null, null, at);
        }
    }

    public Step {
        arguments = Map.copyOf(arguments);
    }

    /** A step that was just asked for. */
    public static Step asked(
            String callId,
            int ordinal,
            @Nullable String title,
            String tool,
            Map<String, Object> arguments,
            Instant now,
            Instant awaitUntil) {
        return new Step(
                callId,
                ordinal,
                title,
                tool,
                arguments,
                StepState.REQUESTED,
                "",
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                now,
                awaitUntil,
                null,
                null);
    }

    /** The same with its result. */
    public Step ended(Result result) {
        return new Step(
                callId,
                ordinal,
                title,
                tool,
                arguments,
                result.state(),
                result.output(),
                result.truncated(),
                result.exitCode(),
                result.reason(),
                result.verdict(),
                result.sandbox(),
                result.durationMs(),
                approval,
                askedAt,
                awaitUntil,
                result.at(),
                repeatOf);
    }

    /** The same, in another state and with what a person must decide. */
    public Step offered(StepState newState, Offer offer) {
        return new Step(
                callId,
                ordinal,
                title,
                tool,
                arguments,
                newState,
                output,
                truncated,
                exitCode,
                reason,
                verdict,
                sandbox,
                durationMs,
                offer,
                askedAt,
                awaitUntil,
                endedAt,
                repeatOf);
    }

    /** The same; if a person was asked, nobody need decide any more. */
    Step withdrawn() {
        return approval == null ? this : offered(state, approval.decided("withdrawn"));
    }

    /** The same call asked for once more: answered from this step, nothing runs. */
    public Step repeated(String newCallId, int newOrdinal, Instant now) {
        int first = repeatOf == null ? ordinal : repeatOf;
        String note = "the same call was made before as step " + first + "; its result is given again, nothing ran";
        return new Step(
                newCallId,
                newOrdinal,
                title,
                tool,
                arguments,
                state,
                output,
                truncated,
                exitCode,
                reason == null ? note : note + " (" + reason + ")",
                verdict,
                sandbox,
                null,
                null,
                now,
                now,
                now,
                first);
    }

    /** The command of a terminal step, or the tool with its arguments. */
    @JsonIgnore
    public String command() {
        Object command = arguments.get("command");
        return command == null ? tool + " " + arguments : command.toString();
    }
}
