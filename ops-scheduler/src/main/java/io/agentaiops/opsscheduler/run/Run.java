package io.agentaiops.opsscheduler.run;

import io.agentaiops.opsscheduler.procedure.Condition;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a procedure, as it was written when the run began.
 *
 * @param procedureVersion hash of the document that the steps were taken from
 * @param path the document
 * @param principal on whose behalf; {@code scheduler} when it was due
 * @param endBy when its window closes: what has not begun by then is not done; null when it has none
 * @param rerunOf the run whose finished steps this one took over
 * @param dryRun whether it only says what it would do
 * @param cancelled whether somebody cancelled it: until it ends, only what is for its end in any case is still done
 */
public record Run(
        UUID id,
        String procedureId,
        String procedureVersion,
        String path,
        String title,
        Severity severity,
        String principal,
        Trigger trigger,
        boolean dryRun,
        RunState state,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant endBy,
        @Nullable UUID rerunOf,
        boolean cancelled,
        List<StepRun> steps) {

    public Run {
        steps = List.copyOf(steps);
    }

    /** A run that has not begun. */
    static Run queued(UUID id, Procedure procedure, String principal, Trigger trigger, boolean dryRun, Instant now) {
        List<StepRun> steps = new ArrayList<>();
        for (int i = 0; i < procedure.steps().size(); i++) {
            steps.add(StepRun.pending(i, procedure.steps().get(i)));
        }
        return new Run(
                id,
                procedure.id(),
                procedure.version(),
                procedure.path(),
                procedure.title(),
                procedure.severity(),
                principal,
                trigger,
                dryRun,
                RunState.QUEUED,
                now,
                null,
                null,
                procedure.window() == null ? null : now.plus(procedure.window()),
                null,
                false,
                steps);
    }

    /**
     * A new run that goes on where this one ended, with the steps as they were written then. When this one has begun to put
     * things right, what its first steps set up is undone, and the new one begins with the first step.
     */
    Run again(UUID next, String by, Instant now) {
        boolean undone =
                steps.stream().anyMatch(step -> step.rules().when() != Condition.OK && step.startedAt() != null);
        Duration window = endBy == null ? null : Duration.between(createdAt, endBy);
        return new Run(
                next,
                procedureId,
                procedureVersion,
                path,
                title,
                severity,
                by,
                Trigger.PERSON,
                dryRun,
                RunState.QUEUED,
                now,
                null,
                null,
                window == null ? null : now.plus(window),
                id,
                false,
                steps.stream()
                        .map(step -> undone ? step.anew() : step.takenOver())
                        .toList());
    }

    /** Whether its window has closed. */
    boolean isClosed(Instant now) {
        return endBy != null && !now.isBefore(endBy);
    }

    /** Whether it was still under way when its window closed. */
    public boolean overran() {
        return endBy != null && endedAt != null && !endedAt.isBefore(endBy);
    }

    /** Somebody is paged for a window that closed before the work was done. */
    public Severity alertSeverity() {
        return overran() ? Severity.CRITICAL : severity;
    }

    /** The run with these steps. */
    Run withSteps(List<StepRun> read) {
        return copy(state, startedAt, endedAt, cancelled, read);
    }

    /** The run with one step changed. */
    Run with(StepRun step) {
        List<StepRun> changed = new ArrayList<>(steps);
        changed.set(step.position(), step);
        return copy(state, startedAt, endedAt, cancelled, changed);
    }

    /** The run going on in an unfinished state. */
    Run in(RunState next, Instant now) {
        if (state.isEnded() || next.isEnded()) {
            throw new IllegalStateException("run " + id + " cannot go from " + state + " to " + next);
        }
        return copy(next, startedAt == null ? now : startedAt, null, cancelled, steps);
    }

    /** The run ended: what was under way is cancelled, what had not begun is skipped. */
    Run ended(RunState end, Instant now, String why) {
        if (state.isEnded() || !end.isEnded()) {
            throw new IllegalStateException("run " + id + " cannot go from " + state + " to " + end);
        }
        List<StepRun> settled = steps.stream()
                .map(step -> step.state().isEnded() ? step : step.ended(unfinished(step, why), now))
                .toList();
        return copy(end, startedAt == null ? now : startedAt, now, cancelled, settled);
    }

    /** Whether it has begun something that its steps for the end in any case have not put right yet. */
    boolean hasToPutRight() {
        return !dryRun
                && steps.stream().anyMatch(step -> step.startedAt() != null)
                && steps.stream()
                        .anyMatch(step -> step.rules().when() == Condition.ALWAYS
                                && !step.state().isEnded());
    }

    /** The run cancelled: what is out is waited for, and then only what is for the end in any case is done. */
    Run cancelled(Instant now, String why) {
        List<StepRun> settled = steps.stream()
                .map(step -> step.rules().when() == Condition.ALWAYS
                                || step.state() == StepState.RUNNING
                                || step.state().isEnded()
                        ? step
                        : step.ended(unfinished(step, why), now))
                .toList();
        boolean asked = settled.stream().anyMatch(step -> step.state() == StepState.WAITING_APPROVAL);
        return copy(asked ? RunState.WAITING_APPROVAL : RunState.RUNNING, startedAt, null, true, settled);
    }

    /** Time from the first step to the end; 0 while it has not ended. */
    public long durationMs() {
        return startedAt == null || endedAt == null
                ? 0
                : Duration.between(startedAt, endedAt).toMillis();
    }

    private static StepResult unfinished(StepRun step, String why) {
        StepState state = step.state() == StepState.PENDING ? StepState.SKIPPED : StepState.CANCELLED;
        return StepResult.of(state, why);
    }

    private Run copy(
            RunState next, @Nullable Instant started, @Nullable Instant ended, boolean stopped, List<StepRun> changed) {
        return new Run(
                id,
                procedureId,
                procedureVersion,
                path,
                title,
                severity,
                principal,
                trigger,
                dryRun,
                next,
                createdAt,
                started,
                ended,
                endBy,
                rerunOf,
                stopped,
                changed);
    }
}
