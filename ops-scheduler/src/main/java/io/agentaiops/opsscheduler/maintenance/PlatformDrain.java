package io.agentaiops.opsscheduler.maintenance;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.occurrence.ScheduleHold;
import io.agentaiops.opsscheduler.run.RunsUnderWay;
import io.agentaiops.opsscheduler.run.RunsUnderWay.UnderWay;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * {@code platform.drain}: no schedule begins a run any more, and those under way are given time to end. Fails, and lets
 * schedules go on, when some have not. Questions need no draining: they are stored and go on after a restart.
 */
@ApplicationScoped
class PlatformDrain implements CapabilityHandler {

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final ScheduleHold hold;
    private final RunsUnderWay runs;
    private final Clock clock;

    PlatformDrain(ScheduleHold hold, RunsUnderWay runs, Clock clock) {
        this.hold = hold;
        this.runs = runs;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.PLATFORM_DRAIN;
    }

    @Override
    public Finding perform(Operation operation) {
        Duration within = operation.arguments().duration("within", Duration.ofMinutes(10));
        Duration length = operation.arguments().duration("for", Duration.ofHours(2));
        UUID run = UUID.fromString(operation.runId());
        Instant now = clock.instant();
        if (!hold.hold(run, now, now.plus(length))) {
            return Finding.bad("Another maintenance holds the schedules already", Map.of());
        }
        Instant deadline = operation.deadline().minus(LAST_WORDS);
        Instant until = now.plus(within).isBefore(deadline) ? now.plus(within) : deadline;
        List<UnderWay> busy = runs.awaitQuiet(run, until);
        if (busy.isEmpty()) {
            return Finding.good(
                    "Nothing runs any more; schedules are held until "
                            + now.plus(length).truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                    Map.of("heldUntil", now.plus(length).toString()));
        }
        hold.release(run, clock.instant());
        List<String> names = busy.stream()
                .map(running -> running.procedureId() + " " + running.id())
                .toList();
        return Finding.bad(
                busy.size() + " runs have not ended within " + within.toSeconds() + " s, such as " + names.getFirst()
                        + "; schedules go on",
                Map.of("underWay", names));
    }
}
