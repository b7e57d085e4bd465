package io.agentaiops.toolrunner.messaging;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.user.ActivityPurged;
import io.agentaiops.toolrunner.retention.PurgeAnnouncements;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Says {@code user.activity-purged}. */
@ApplicationScoped
class ActivityPublisher implements PurgeAnnouncements {

    private final Outbox outbox;
    private final Clock clock;

    ActivityPublisher(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public void purged(long count, Instant from, Instant to) {
        outbox.publish(new ActivityPurged(Ids.next(), from, to, count, clock.instant()));
    }
}
