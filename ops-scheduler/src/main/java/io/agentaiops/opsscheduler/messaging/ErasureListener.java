package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventcontracts.user.UserErased;
import io.agentaiops.opsscheduler.backup.ErasureLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Hears whose data were erased, so that a restore erases them again. */
@ApplicationScoped
class ErasureListener {

    private final ErasureLog log;

    ErasureListener(ErasureLog log) {
        this.log = log;
    }

    /** Fired by the bus within its transaction; an error has it heard again. */
    void erased(@Observes UserErased event) {
        try {
            log.remember(event.principal(), event.erasedAt());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
