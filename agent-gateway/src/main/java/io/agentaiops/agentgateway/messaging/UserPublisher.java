package io.agentaiops.agentgateway.messaging;

import io.agentaiops.agentgateway.privacy.ErasureAnnouncements;
import io.agentaiops.agentgateway.session.PurgeAnnouncements;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.user.ActivityPurged;
import io.agentaiops.eventcontracts.user.UserErased;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Says {@code user.erased} and {@code user.activity-purged}. */
@ApplicationScoped
class UserPublisher implements ErasureAnnouncements, PurgeAnnouncements {

    private final Outbox outbox;
    private final Clock clock;

    UserPublisher(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public void erased(String principal, Instant at) {
        outbox.publish(new UserErased(principal, at));
    }

    @Override
    public void purged(long count, Instant from, Instant to) {
        outbox.publish(new ActivityPurged(Ids.next(), from, to, count, clock.instant()));
    }
}
