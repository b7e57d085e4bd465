package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.opsscheduler.procedure.Procedure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Begins runs: the run, its first step and the request for it commit together. */
@ApplicationScoped
public class RunStarter {

    private final RunStore store;
    private final RunAdvancer advancer;
    private final RunSweeper sweeper;
    private final Clock clock;

    RunStarter(RunStore store, RunAdvancer advancer, RunSweeper sweeper, Clock clock) {
        this.store = store;
        this.advancer = advancer;
        this.sweeper = sweeper;
        this.clock = clock;
    }

    /** Begins a run of the procedure under an id that the caller has written down. */
    @Transactional
    public void startAs(UUID id, Procedure procedure, String principal, Trigger trigger) {
        Run run = Run.queued(id, procedure, principal, trigger, false, clock.instant());
        store.insert(run);
        advancer.advance(run);
    }

    /**
     * A run that was asked for.
     *
     * @param begun false when another run of the procedure was under way, which it is then
     */
    public record Asked(Run run, boolean begun) {}

    /**
     * Begins a run of the procedure under the caller's id, unless it has begun under that id before or another run of the
     * procedure is under way.
     */
    @Transactional
    public Asked startOnce(UUID id, Procedure procedure, String principal, Trigger trigger) {
        Optional<UUID> underWay = active(procedure.id());
        Optional<Run> before = store.find(id).or(() -> underWay.flatMap(store::find));
        if (before.isPresent()) {
            return new Asked(before.get(), before.get().id().equals(id));
        }
        Run run = Run.queued(id, procedure, principal, trigger, false, clock.instant());
        store.insert(run);
        return new Asked(advancer.advance(run), true);
    }

    /** Begins a run of the procedure. */
    @Transactional
    public Run start(Procedure procedure, String principal, Trigger trigger, boolean dryRun) {
        Run run = Run.queued(UUID.fromString(Ids.next()), procedure, principal, trigger, dryRun, clock.instant());
        store.insert(run);
        return advancer.advance(run);
    }

    /** Stores runs under their ids in one batch; they begin with {@link #beginQueued}, or soon on any replica. */
    public void queue(Map<UUID, Procedure> procedures, String principal, Trigger trigger) {
        Instant now = clock.instant();
        List<Run> runs = new ArrayList<>();
        procedures.forEach((id, procedure) -> runs.add(Run.queued(id, procedure, principal, trigger, false, now)));
        store.insert(runs);
    }

    /** Begins what is queued, without waiting for it. */
    public void beginQueued() {
        sweeper.soon();
    }

    /** Those of the procedures that have a run under way. */
    public Set<String> activeAmong(Collection<String> procedureIds) {
        return store.activeAmong(procedureIds);
    }

    /**
     * A run of the procedure that has not ended. Who asks before it begins one is the only one to do so until its
     * transaction ends.
     */
    public Optional<UUID> active(String procedureId) {
        store.lockStarts(procedureId);
        return store.active(procedureId);
    }

    /** Number of runs asked for since then, by procedure and state. */
    public Map<String, Map<String, Long>> countSince(Instant since) {
        return store.countSince(since);
    }
}
