package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.audit.AuditRecorded;
import io.agentaiops.opsscheduler.audit.AuditLedger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hears who did what, for the ledger. */
@ApplicationScoped
class AuditListener {

    private final AuditLedger ledger;

    AuditListener(AuditLedger ledger) {
        this.ledger = ledger;
    }

    void listen(@Observes Subscriptions on) {
        on.each(AuditRecorded.class, this::recorded);
    }

    void recorded(AuditRecorded event, EventMetadata meta) {
        ledger.append(new AuditLedger.Fact(
                meta.id(),
                meta.source(),
                event.actor(),
                event.action(),
                event.resource(),
                event.outcome(),
                event.details(),
                event.at()));
    }
}
