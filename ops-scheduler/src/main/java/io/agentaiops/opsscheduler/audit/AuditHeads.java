package io.agentaiops.opsscheduler.audit;

import io.agentaiops.eventbus.Audit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Signs the head of the chain once a day (UTC) and publishes it: as an event on the bus, as a row, and as a file that can
 * be carried to where nobody of the platform writes.
 */
@ApplicationScoped
class AuditHeads {

    private static final Logger LOG = Logger.getLogger(AuditHeads.class);

    private final AuditStore store;
    private final AuditHeadStore heads;
    private final LedgerSigner signer;
    private final Audit audit;
    private final Clock clock;
    private final Optional<Path> folder;

    AuditHeads(
            AuditStore store,
            AuditHeadStore heads,
            LedgerSigner signer,
            Audit audit,
            Clock clock,
            @ConfigProperty(name = "aiops.audit.heads-folder") Optional<Path> folder) {
        this.store = store;
        this.heads = heads;
        this.signer = signer;
        this.audit = audit;
        this.clock = clock;
        this.folder = folder;
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            identity = "audit-head",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void signToday() {
        if (signer.able()) {
            sign(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        }
    }

    /** Signs the head as that day's, unless some replica has. */
    void sign(LocalDate day) {
        store.last().filter(entry -> heads.find(day).isEmpty()).ifPresent(entry -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            String signature = signer.sign(AuditHead.signedText(day, entry.seq(), entry.hash()));
            AuditHead head = new AuditHead(day, entry.seq(), entry.hash(), now, signature);
            boolean first = QuarkusTransaction.requiringNew().call(() -> {
                if (!heads.add(head)) {
                    return false;
                }
                audit.record(
                        "ops-scheduler",
                        "audit.sign-head",
                        day.toString(),
                        "succeeded",
                        Map.of("seq", "" + head.seq(), "hash", head.hash(), "signature", head.signature()));
                return true;
            });
            if (first) {
                publish(head);
            }
        });
    }

    private void publish(AuditHead head) {
        folder.ifPresent(path -> {
            try {
                Files.createDirectories(path);
                Files.writeString(path.resolve(head.day() + ".txt"), head.signedText() + head.signature() + "\n");
            } catch (IOException e) {
                LOG.warnf("head of the audit chain not written to a file: %s", e.getMessage());
            }
        });
    }
}
