package io.agentaiops.opsscheduler.maintenance;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.occurrence.ScheduleHold;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** {@code platform.release}: schedules go on. Good also when this run held none, for it is done whatever happened before. */
@ApplicationScoped
class PlatformRelease implements CapabilityHandler {

    private final ScheduleHold hold;
    private final Clock clock;

    PlatformRelease(ScheduleHold hold, Clock clock) {
        this.hold = hold;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.PLATFORM_RELEASE;
    }

    @Override
    public Finding perform(Operation operation) {
        boolean released = hold.release(UUID.fromString(operation.runId()), clock.instant());
        return Finding.good(released ? "Schedules go on" : "This run held no schedules", Map.of("released", released));
    }
}
