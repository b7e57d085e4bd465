package io.agentaiops.toolrunner.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.approval.ApprovalDecided;
import io.agentaiops.toolrunner.approval.ApprovalDesk;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hears decisions, and passes on those that were asked for here. */
@ApplicationScoped
class ApprovalListener {

    private final ApprovalDesk desk;
    private final ServiceIdentity identity;

    ApprovalListener(ApprovalDesk desk, ServiceIdentity identity) {
        this.desk = desk;
        this.identity = identity;
    }

    void listen(@Observes Subscriptions on) {
        on.each(ApprovalDecided.class, this::decided);
    }

    private void decided(ApprovalDecided event, EventMetadata meta) {
        if (event.requester().equals(identity.service())) {
            desk.decide(event);
        }
    }
}
