package io.agentaiops.agentgateway.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventbus.hold.ActivityHold;
import io.agentaiops.eventcontracts.user.HoldChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hears of legal holds. */
@ApplicationScoped
class HoldListener {

    private final ActivityHold hold;

    HoldListener(ActivityHold hold) {
        this.hold = hold;
    }

    void listen(@Observes Subscriptions on) {
        on.each(HoldChanged.class, this::changed);
    }

    private void changed(HoldChanged event, EventMetadata meta) {
        hold.changed(event.dataClass(), event.held(), event.reason(), event.changedAt());
    }
}
