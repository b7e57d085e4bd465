package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.user.UserErased;
import io.agentaiops.opsscheduler.backup.ErasureLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;

/** Hears whose data were erased, so that a restore erases them again. */
@ApplicationScoped
class ErasureListener {

    private final ErasureLog log;

    ErasureListener(ErasureLog log) {
        this.log = log;
    }

    void listen(@Observes Subscriptions on) {
        on.each(UserErased.class, this::erased);
    }

    void erased(UserErased event, EventMetadata meta) throws IOException {
        log.remember(event.principal(), event.erasedAt());
    }
}
