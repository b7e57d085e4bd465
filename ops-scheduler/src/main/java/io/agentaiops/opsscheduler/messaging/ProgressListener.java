package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.operation.ProcedureRunProgressed;
import io.agentaiops.opsscheduler.run.RunIds;
import io.agentaiops.opsscheduler.run.RunWatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hears, in every replica, that a run changed in any of them: those who follow it look again. */
@ApplicationScoped
class ProgressListener {

    private final RunWatch watch;

    ProgressListener(RunWatch watch) {
        this.watch = watch;
    }

    void listen(@Observes Subscriptions on) {
        on.broadcast(ProcedureRunProgressed.class, this::progressed);
    }

    void progressed(ProcedureRunProgressed event, EventMetadata meta) {
        RunIds.parse(event.runId()).ifPresent(watch::changed);
    }
}
