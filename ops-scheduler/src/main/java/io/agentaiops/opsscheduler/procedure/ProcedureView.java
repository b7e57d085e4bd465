package io.agentaiops.opsscheduler.procedure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.eventcontracts.tool.Expectation;
import io.agentaiops.opsscheduler.procedure.LastRuns.LastRun;
import io.agentaiops.opsscheduler.schedule.CronSchedule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A procedure with its steps, as JSON. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProcedureView(
        String id,
        String title,
        String kind,
        String path,
        String version,
        String owner,
        String severity,
        @Nullable ScheduleView schedule,
        @Nullable Instant nextDue,
        @Nullable LastRun lastRun,
        @Nullable LocalDate reviewBy,
        List<String> tags,
        Map<String, String> appliesTo,
        List<StepView> steps) {

    /** When a procedure is due. */
    record ScheduleView(String cron, String timeZone) {
        static @Nullable ScheduleView of(@Nullable CronSchedule schedule) {
            return schedule == null
                    ? null
                    : new ScheduleView(schedule.expression(), schedule.zone().getId());
        }
    }

    /** A step; either {@code uses} or {@code run} is given. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StepView(
            String id,
            String title,
            @Nullable String uses,
            @Nullable Map<String, Object> with,
            @Nullable String run,
            @Nullable Expectation expect,
            long timeoutMs,
            String onFailure,
            boolean approval,
            String lines,
            String text) {

        static StepView of(Step step) {
            return switch (step.action()) {
                case StepAction.Uses uses -> of(step, uses.capability().id(), uses.with(), null, null);
                case StepAction.Run run -> of(step, null, null, run.command(), run.expect());
            };
        }

        private static StepView of(
                Step step,
                @Nullable String uses,
                @Nullable Map<String, Object> with,
                @Nullable String run,
                @Nullable Expectation expect) {
            return new StepView(
                    step.id(),
                    step.title(),
                    uses,
                    with,
                    run,
                    expect,
                    step.timeout().toMillis(),
                    step.onFailure().text(),
                    step.needsApproval(),
                    step.lines(),
                    step.text());
        }
    }

    static ProcedureView of(Procedure procedure, @Nullable Instant nextDue, @Nullable LastRun lastRun) {
        return new ProcedureView(
                procedure.id(),
                procedure.title(),
                procedure.kind().text(),
                procedure.path(),
                procedure.version(),
                procedure.owner(),
                procedure.severity().text(),
                ScheduleView.of(procedure.schedule()),
                nextDue,
                lastRun,
                procedure.reviewBy(),
                procedure.tags(),
                procedure.appliesTo(),
                procedure.steps().stream().map(StepView::of).toList());
    }
}
