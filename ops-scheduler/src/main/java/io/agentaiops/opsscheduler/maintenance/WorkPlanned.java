package io.agentaiops.opsscheduler.maintenance;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.maintenance.PlannedWorkStore.Work;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code work.planned}: what was left for this window of a procedure, by {@code work.plan}. */
@ApplicationScoped
class WorkPlanned implements CapabilityHandler {

    /** A window begins late at times, and nobody's windows are nearer to each other than that. */
    private static final Duration THIS_WINDOW = Duration.ofHours(12);

    private final PlannedWorkStore store;
    private final Clock clock;

    WorkPlanned(PlannedWorkStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.WORK_PLANNED;
    }

    @Override
    public Finding perform(Operation operation) {
        Instant now = clock.instant();
        List<Work> planned =
                store.planned(operation.arguments().text("procedure"), now.minus(THIS_WINDOW), now.plus(THIS_WINDOW));
        String notes = planned.stream().map(Work::note).collect(Collectors.joining("; "));
        return Finding.good(
                planned.isEmpty() ? "Nothing was left for this window" : planned.size() + " to do: " + notes,
                Map.of("planned", planned.stream().map(Work::toMap).toList()));
    }
}
