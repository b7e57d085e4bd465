package io.agentaiops.opsscheduler.run;

import static java.util.Objects.requireNonNull;

import io.agentaiops.opsscheduler.procedure.Condition;
import io.agentaiops.opsscheduler.procedure.OnFailure;
import io.agentaiops.opsscheduler.procedure.Step;
import io.agentaiops.opsscheduler.procedure.StepAction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step within a run, with its own copy of what is to be done. Each transition is a method, and refuses to be called
 * from a state that it does not follow.
 *
 * @param position counted from 0
 * @param rules when it is done and how often it is tried
 * @param attemptId the operation or tool call that was sent out
 * @param approvalId the question that was put to people
 * @param deadline when waiting for a result, or for a decision, ends
 */
public record StepRun(
        int position,
        String stepId,
        String title,
        StepAction action,
        Duration timeout,
        OnFailure onFailure,
        boolean needsApproval,
        Rules rules,
        StepState state,
        @Nullable UUID attemptId,
        @Nullable UUID approvalId,
        @Nullable Instant deadline,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String summary,
        Map<String, Object> evidence) {

    /**
     * When a step is done and how often it is tried.
     *
     * @param when when it is done at all
     * @param retries how often it may be tried again
     * @param attempts how often it was begun
     */
    public record Rules(Condition when, int retries, int attempts) {

        /** Once, in its turn. */
        public static final Rules PLAIN = new Rules(Condition.OK, 0, 0);

        Rules begun() {
            return new Rules(when, retries, attempts + 1);
        }
    }

    public StepRun {
        requireNonNull(action, "action");
        evidence = Map.copyOf(evidence);
    }

    /** The step at the start of a run. */
    static StepRun pending(int position, Step step) {
        return new StepRun(
                position,
                step.id(),
                step.title(),
                step.action(),
                step.timeout(),
                step.onFailure(),
                step.needsApproval(),
                new Rules(step.when(), step.retries(), 0),
                StepState.PENDING,
                null,
                null,
                null,
                null,
                null,
                "",
                Map.of());
    }

    StepRun asked(UUID approval, Instant now, Instant expiresAt) {
        require(state == StepState.PENDING, StepState.WAITING_APPROVAL);
        return with(StepState.WAITING_APPROVAL, null, approval, expiresAt, now, null, "Waiting for approval", evidence);
    }

    StepRun approved(String by) {
        require(state == StepState.WAITING_APPROVAL, StepState.APPROVED);
        return with(StepState.APPROVED, null, approvalId, null, startedAt, null, "Approved by " + by, evidence);
    }

    StepRun begun(UUID attempt, Instant now, Instant resultBy) {
        require(state == StepState.PENDING || state == StepState.APPROVED, StepState.RUNNING);
        return with(StepState.RUNNING, attempt, approvalId, resultBy, now, null, "Started", evidence)
                .ruled(rules.begun());
    }

    StepRun ended(StepResult result, Instant now) {
        require(!state.isEnded(), result.state());
        return with(result.state(), attemptId, approvalId, null, startedAt, now, result.summary(), result.evidence());
    }

    /** Whether a failure now is followed by another attempt. */
    boolean mayTryAgain() {
        return state == StepState.RUNNING && !needsApproval && rules.attempts() <= rules.retries();
    }

    /** Waiting for its next attempt. */
    StepRun again(StepResult failure, Instant at) {
        require(mayTryAgain(), StepState.PENDING);
        String text = "Attempt " + rules.attempts() + " of " + (rules.retries() + 1) + " failed (" + failure.summary()
                + "); tried again at " + at.truncatedTo(ChronoUnit.SECONDS);
        return with(StepState.PENDING, null, null, at, startedAt, null, text, failure.evidence());
    }

    /** The step as a run that goes on where another failed takes it over: done stays done. */
    StepRun takenOver() {
        boolean done = state == StepState.SUCCEEDED || state == StepState.OPEN;
        return done ? with(state, null, null, null, startedAt, endedAt, summary, evidence) : anew();
    }

    /** The step as if nothing had come of it. */
    StepRun anew() {
        return with(StepState.PENDING, null, null, null, null, null, "", Map.of())
                .ruled(new Rules(rules.when(), rules.retries(), 0));
    }

    private StepRun ruled(Rules next) {
        return new StepRun(
                position,
                stepId,
                title,
                action,
                timeout,
                onFailure,
                needsApproval,
                next,
                state,
                attemptId,
                approvalId,
                deadline,
                startedAt,
                endedAt,
                summary,
                evidence);
    }

    /** Time from going out to the end; 0 while that is not known. */
    public long durationMs() {
        return startedAt == null || endedAt == null
                ? 0
                : Duration.between(startedAt, endedAt).toMillis();
    }

    private StepRun with(
            StepState next,
            @Nullable UUID attempt,
            @Nullable UUID approval,
            @Nullable Instant until,
            @Nullable Instant started,
            @Nullable Instant ended,
            String text,
            Map<String, Object> facts) {
        return new StepRun(
                position,
                stepId,
                title,
                action,
                timeout,
                onFailure,
                needsApproval,
                rules,
                next,
                attempt,
                approval,
                until,
                started,
                ended,
                text,
                facts);
    }

    private void require(boolean legal, StepState next) {
        if (!legal) {
            throw new IllegalStateException("step " + stepId + " cannot go from " + state + " to " + next);
        }
    }
}
