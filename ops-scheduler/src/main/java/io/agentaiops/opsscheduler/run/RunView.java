package io.agentaiops.opsscheduler.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.opsscheduler.procedure.StepAction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run, as JSON. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunView(
        UUID runId,
        String procedure,
        String title,
        String version,
        String state,
        String summary,
        String principal,
        String trigger,
        boolean dryRun,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        long durationMs,
        @Nullable Instant endBy,
        @Nullable UUID rerunOf,
        List<StepView> steps,
        Links links) {

    /** A step; either {@code capability} (with {@code arguments}) or {@code command} is given. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StepView(
            String id,
            String title,
            String state,
            long durationMs,
            String summary,
            Map<String, Object> evidence,
            @Nullable String capability,
            @Nullable Map<String, Object> arguments,
            @Nullable String command,
            @Nullable UUID approvalId,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {

        private StepView withoutEvidence() {
            return new StepView(
                    id,
                    title,
                    state,
                    durationMs,
                    summary,
                    Map.of(),
                    capability,
                    arguments,
                    command,
                    approvalId,
                    startedAt,
                    endedAt);
        }

        static StepView of(StepRun step) {
            return switch (step.action()) {
                case StepAction.Uses uses -> of(step, uses.capability().id(), uses.with(), null);
                case StepAction.Run run -> of(step, null, null, run.command());
            };
        }

        private static StepView of(
                StepRun step,
                @Nullable String capability,
                @Nullable Map<String, Object> arguments,
                @Nullable String command) {
            return new StepView(
                    step.stepId(),
                    step.title(),
                    step.state().text(),
                    step.durationMs(),
                    step.summary(),
                    step.evidence(),
                    capability,
                    arguments,
                    command,
                    step.approvalId(),
                    step.startedAt(),
                    step.endedAt());
        }
    }

    /** Where to go from here. */
    public record Links(String self, String events, String report, String cancel) {
        static Links of(UUID runId) {
            String self = "/api/v1/operations/" + runId;
            return new Links(self, self + "/events", self + "/report", self + "/cancel");
        }
    }

    /** Answer to the request for a run. */
    record Accepted(UUID runId, String state, Links links) {}

    /** Some runs; {@code next} is the cursor of the following page. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<RunView> items, @Nullable String next) {}

    /** For lists: what the steps found is left out. */
    static RunView brief(Run run) {
        return of(
                run,
                run.steps().stream()
                        .map(StepView::of)
                        .map(StepView::withoutEvidence)
                        .toList());
    }

    /** With everything that the steps found. */
    public static RunView of(Run run) {
        return of(run, run.steps().stream().map(StepView::of).toList());
    }

    private static RunView of(Run run, List<StepView> steps) {
        return new RunView(
                run.id(),
                run.procedureId(),
                run.title(),
                run.procedureVersion(),
                run.state().text(),
                RunJournal.summary(run),
                run.principal(),
                run.trigger().text(),
                run.dryRun(),
                run.createdAt(),
                run.startedAt(),
                run.endedAt(),
                run.durationMs(),
                run.endBy(),
                run.rerunOf(),
                steps,
                Links.of(run.id()));
    }
}
