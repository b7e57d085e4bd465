package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventbus.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Ends runs on request. What a step has already set going elsewhere is not undone; its result is ignored. */
@ApplicationScoped
class RunCanceller {

    private final RunStore store;
    private final RunAdvancer advancer;
    private final Audit audit;

    RunCanceller(RunStore store, RunAdvancer advancer, Audit audit) {
        this.store = store;
        this.advancer = advancer;
        this.audit = audit;
    }

    /** The run after the request; a run that has ended stays as it is. Empty when there is no such run. */
    @Transactional
    Optional<Run> cancel(UUID id, String principal) {
        return store.lock(id).map(run -> run.state().isEnded() ? run : cancelled(run, principal));
    }

    private Run cancelled(Run run, String principal) {
        audit.record(
                principal,
                "procedure.cancel",
                run.procedureId(),
                "cancelled",
                Map.of("runId", run.id().toString()));
        return advancer.advance(advancer.end(run, RunState.CANCELLED, "Cancelled by " + principal));
    }
}
