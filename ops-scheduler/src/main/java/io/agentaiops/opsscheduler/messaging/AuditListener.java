package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Received;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.audit.AuditRecorded;
import io.agentaiops.opsscheduler.audit.AuditLedger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Hears who did what, for the ledger. */
@ApplicationScoped
class AuditListener {

    private final AuditLedger ledger;

    AuditListener(AuditLedger ledger) {
        this.ledger = ledger;
    }

    void listen(@Observes Subscriptions on) {
        // A poll at a time: the chain has one writer, who writes what waits in one transaction. Known ids change
        // nothing.
        on.batch(AuditRecorded.class, this::recorded);
    }

    private void recorded(List<Received<AuditRecorded>> events) {
        ledger.appendAll(events.stream().map(AuditListener::fact).toList());
    }

    private static AuditLedger.Fact fact(Received<AuditRecorded> received) {
        AuditRecorded event = received.event();
        EventMetadata meta = received.meta();
        return new AuditLedger.Fact(
                meta.id(),
                meta.source(),
                event.actor(),
                event.action(),
                event.resource(),
                event.outcome(),
                event.details(),
                event.at());
    }
}
