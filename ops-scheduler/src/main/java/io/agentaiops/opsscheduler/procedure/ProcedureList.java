package io.agentaiops.opsscheduler.procedure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.opsscheduler.procedure.LastRuns.LastRun;
import io.agentaiops.opsscheduler.procedure.ProcedureView.ScheduleView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All procedures, as JSON.
 *
 * @param refused documents that want to be procedures and are wrong, one entry for each problem
 */
record ProcedureList(List<Item> items, List<Refusal> refused) {

    /** One procedure; {@code steps} is their number. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            String id,
            String title,
            String kind,
            String path,
            String severity,
            @Nullable ScheduleView schedule,
            @Nullable Instant nextDue,
            @Nullable LastRun lastRun,
            int steps) {

        static Item of(Procedure procedure, @Nullable Instant nextDue, @Nullable LastRun lastRun) {
            return new Item(
                    procedure.id(),
                    procedure.title(),
                    procedure.kind().text(),
                    procedure.path(),
                    procedure.severity().text(),
                    ScheduleView.of(procedure.schedule()),
                    nextDue,
                    lastRun,
                    procedure.steps().size());
        }
    }
}
