package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.alert.AlertStateChanged;
import io.agentaiops.opsscheduler.emergency.AlertRunbooks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hears alerts begin and end, for the runbooks that apply to them. */
@ApplicationScoped
class AlertListener {

    private final AlertRunbooks runbooks;

    AlertListener(AlertRunbooks runbooks) {
        this.runbooks = runbooks;
    }

    void listen(@Observes Subscriptions on) {
        on.each(AlertStateChanged.class, this::concerns, this::changed);
    }

    /** In a storm most alerts have no runbook of their own; they cost no transaction. */
    private boolean concerns(AlertStateChanged event) {
        return switch (event.state()) {
            case FIRING -> runbooks.haveOneFor(event.labels());
            case RESOLVED -> true;
            case SUPPRESSED -> false;
        };
    }

    void changed(AlertStateChanged event, EventMetadata meta) {
        switch (event.state()) {
            case FIRING -> runbooks.fires(event.fingerprint(), event.labels(), event.startsAt());
            case RESOLVED -> runbooks.resolved(event.fingerprint());
            case SUPPRESSED -> {
                // somebody decided that it concerns nobody now
            }
        }
    }
}
