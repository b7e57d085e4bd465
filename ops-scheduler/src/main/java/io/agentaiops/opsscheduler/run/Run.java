package io.agentaiops.opsscheduler.run;

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
                steps);
    }

    /** A new run that goes on where this one failed, with the steps as they were written then. */
    Run again(UUID next, String by, Instant now) {
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
                steps.stream().map(StepRun::takenOver).toList());
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
        return copy(state, startedAt, endedAt, read);
    }

    /** The run with one step changed. */
    Run with(StepRun step) {
        List<StepRun> changed = new ArrayList<>(steps);
        changed.set(step.position(), step);
        return copy(state, startedAt, endedAt, changed);
    }

    /** The run going on in an unfinished state. */
    Run in(RunState next, Instant now) {
        if (state.isEnded() || next.isEnded()) {
            throw new IllegalStateException("run " + id + " cannot go from " + state + " to " + next);
        }
        return copy(next, startedAt == null ? now : startedAt, null, steps);
    }

    /** The run ended: what was under way is cancelled, what had not begun is skipped. */
    Run ended(RunState end, Instant now, String why) {
        if (state.isEnded() || !end.isEnded()) {
            throw new IllegalStateException("run " + id + " cannot go from " + state + " to " + end);
        }
        List<StepRun> settled = steps.stream()
                .map(step -> step.state().isEnded() ? step : step.ended(unfinished(step, why), now))
                .toList();
        return copy(end, startedAt == null ? now : startedAt, now, settled);
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

    private Run copy(RunState next, @Nullable Instant started, @Nullable Instant ended, List<StepRun> changed) {
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
                changed);
    }
}
