package io.agentaiops.opsscheduler.backup;

import io.agentaiops.eventbus.Audit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What is noted about backups, and told. */
@ApplicationScoped
class BackupRecords {

    private static final Logger LOG = Logger.getLogger(BackupRecords.class);
    private static final int MOST_FAULTS = 20;

    private final BackupStore store;
    private final BackupPublisher publisher;
    private final Audit audit;
    private final Clock clock;

    BackupRecords(BackupStore store, BackupPublisher publisher, Audit audit, Clock clock) {
        this.store = store;
        this.publisher = publisher;
        this.audit = audit;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    void audit(String actor, String action, String id, String outcome, Map<String, String> details) {
        QuarkusTransaction.requiringNew().run(() -> audit.record(actor, action, id, outcome, details));
    }

    /** Notes what is wrong with one. */
    void bad(String id, List<String> faults) {
        LOG.errorf("backup is bad id=%s faults=%d first=%s", id, faults.size(), faults.getFirst());
        String note = String.join("; ", faults.subList(0, Math.min(MOST_FAULTS, faults.size())));
        store.judged(id, BackupState.BAD, note, null, now());
    }

    /** Tells that something is wrong since then, or, without a time, no more; once. */
    void alert(BackupAlert alert, @Nullable Instant since, String description) {
        Instant now = now();
        QuarkusTransaction.requiringNew().run(() -> {
            if (store.alerting(alert, since == null ? null : now)) {
                publisher.tell(alert, description, since == null ? now : since, since == null ? now : null);
            }
        });
    }
}
