package io.agentaiops.agentgateway.messaging;

import io.agentaiops.agentgateway.privacy.ErasureAnnouncements;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.user.UserErased;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Says {@code user.erased}. */
@ApplicationScoped
class UserPublisher implements ErasureAnnouncements {

    private final Outbox outbox;

    UserPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void erased(String principal, Instant at) {
        outbox.publish(new UserErased(principal, at));
    }
}
