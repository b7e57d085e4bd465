package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.opsscheduler.procedure.Procedure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Begins runs: the run, its first step and the request for it commit together. */
@ApplicationScoped
public class RunStarter {

    private final RunStore store;
    private final RunJournal journal;
    private final RunAdvancer advancer;
    private final Audit audit;
    private final Clock clock;

    RunStarter(RunStore store, RunJournal journal, RunAdvancer advancer, Audit audit, Clock clock) {
        this.store = store;
        this.journal = journal;
        this.advancer = advancer;
        this.audit = audit;
        this.clock = clock;
    }

    /** Begins a run of the procedure. */
    @Transactional
    public Run start(Procedure procedure, String principal, Trigger trigger, boolean dryRun) {
        Instant now = clock.instant();
        Run run = Run.queued(UUID.fromString(Ids.next()), procedure, principal, trigger, dryRun, now);
        store.insert(run);
        journal.started(run, now);
        audit.record(
                principal,
                "procedure.run",
                procedure.id(),
                "started",
                Map.of("runId", run.id().toString(), "trigger", trigger.text(), "dryRun", Boolean.toString(dryRun)));
        return advancer.advance(run);
    }

    /** A run of the procedure that has not ended. */
    public Optional<UUID> active(String procedureId) {
        return store.active(procedureId);
    }

    /** Number of runs asked for since then, by procedure and state. */
    public Map<String, Map<String, Long>> countSince(Instant since) {
        return store.countSince(since);
    }
}
