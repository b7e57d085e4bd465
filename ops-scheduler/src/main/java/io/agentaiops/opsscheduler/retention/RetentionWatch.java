package io.agentaiops.opsscheduler.retention;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Purges several times a day, so that nothing stays a day beyond its term whether anybody begins a procedure or not.
 * The monthly procedure looks back at what went, and asks people about the holds.
 */
@ApplicationScoped
class RetentionWatch {

    private static final Logger LOG = Logger.getLogger(RetentionWatch.class);

    private final Purge purge;
    private final RetentionStore store;
    private final HoldPublisher publisher;

    RetentionWatch(Purge purge, RetentionStore store, HoldPublisher publisher) {
        this.purge = purge;
        this.store = store;
        this.publisher = publisher;
    }

    /** Says again which holds stand, for a service that did not listen when one was set; lifting one comes after it. */
    @Scheduled(every = "{aiops.retention.purge-every}", delayed = "30s", identity = "standing-holds")
    @RunOnVirtualThread
    void announce() {
        QuarkusTransaction.requiringNew()
                .run(() -> store.standingHolds()
                        .forEach(hold -> publisher.changed(hold.dataClass(), hold.reason(), hold.setAt())));
    }

    @Scheduled(
            every = "{aiops.retention.purge-every}",
            delayed = "{aiops.retention.first-purge-after}",
            identity = "retention-purge",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void purge() {
        try {
            List<PurgeCertificate> certificates = purge.run();
            if (!certificates.isEmpty()) {
                LOG.infof(
                        "purged what was beyond its term certificates=%d entries=%d",
                        certificates.size(),
                        certificates.stream().mapToLong(PurgeCertificate::count).sum());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "what is beyond its term was not purged, tried again");
        }
    }
}
