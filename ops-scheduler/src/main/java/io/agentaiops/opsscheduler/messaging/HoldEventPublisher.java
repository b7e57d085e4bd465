package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.user.HoldChanged;
import io.agentaiops.opsscheduler.retention.HoldPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Says {@code user.hold-changed}. */
@ApplicationScoped
class HoldEventPublisher implements HoldPublisher {

    private final Outbox outbox;

    HoldEventPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void changed(String dataClass, String reason, Instant at) {
        outbox.publish(new HoldChanged(dataClass, !reason.isEmpty(), reason, at));
    }
}
