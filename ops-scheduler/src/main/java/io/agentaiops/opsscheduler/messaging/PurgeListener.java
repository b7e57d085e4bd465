package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.user.ActivityPurged;
import io.agentaiops.opsscheduler.retention.Purge;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hears what others purged, and has it certified. */
@ApplicationScoped
class PurgeListener {

    private final Purge purge;

    PurgeListener(Purge purge) {
        this.purge = purge;
    }

    void listen(@Observes Subscriptions on) {
        on.each(ActivityPurged.class, this::purged);
    }

    private void purged(ActivityPurged event, EventMetadata meta) {
        purge.certifyActivity(event.purgeId(), event.from(), event.to(), event.count());
    }
}
