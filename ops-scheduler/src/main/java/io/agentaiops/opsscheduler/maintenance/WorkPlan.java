package io.agentaiops.opsscheduler.maintenance;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.maintenance.PlannedWorkStore.Work;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.agentaiops.opsscheduler.schedule.CronSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** {@code work.plan}: leaves work for the next due time of a procedure, whose run will list it ({@code work.planned}). */
@ApplicationScoped
class WorkPlan implements CapabilityHandler {

    private final PlannedWorkStore store;
    private final ProcedureCatalog catalog;
    private final Clock clock;

    WorkPlan(PlannedWorkStore store, ProcedureCatalog catalog, Clock clock) {
        this.store = store;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.WORK_PLAN;
    }

    @Override
    public Finding perform(Operation operation) {
        String id = operation.arguments().text("procedure");
        String note = operation.arguments().text("note");
        Instant now = clock.instant();
        Optional<Instant> due = catalog.current()
                .find(id)
                .map(Procedure::schedule)
                .flatMap((CronSchedule schedule) -> schedule.next(now));
        if (due.isEmpty()) {
            throw new IllegalArgumentException("procedure is " + id + " but must be one with a schedule");
        }
        Work work = new Work(UUID.fromString(operation.runId()), id, due.get(), note);
        store.plan(work, now);
        return Finding.good("Planned for " + id + " at " + due.get() + ": " + note, work.toMap());
    }
}
