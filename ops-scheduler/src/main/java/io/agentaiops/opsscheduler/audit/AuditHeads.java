package io.agentaiops.opsscheduler.audit;

import io.agentaiops.eventbus.Audit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final PublishedHeads published;

    AuditHeads(
            AuditStore store,
            AuditHeadStore heads,
            LedgerSigner signer,
            Audit audit,
            Clock clock,
            PublishedHeads published) {
        this.store = store;
        this.heads = heads;
        this.signer = signer;
        this.audit = audit;
        this.clock = clock;
        this.published = published;
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            identity = "audit-head",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void signToday() {
        if (signer.able()) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            sign(today);
            // Also what a kill kept from being published after it was signed.
            heads.find(today).ifPresent(this::publish);
        }
    }

    /** Signs the head as that day's, unless some replica has. */
    void sign(LocalDate day) {
        store.last().filter(entry -> heads.find(day).isEmpty()).ifPresent(entry -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            String signature = signer.sign(AuditHead.signedText(day, entry.seq(), entry.hash()));
            AuditHead head = new AuditHead(day, entry.seq(), entry.hash(), now, signature);
            QuarkusTransaction.requiringNew().run(() -> {
                if (heads.add(head)) {
                    audit.record(
                            "ops-scheduler",
                            "audit.sign-head",
                            day.toString(),
                            "succeeded",
                            Map.of("seq", "" + head.seq(), "hash", head.hash(), "signature", head.signature()));
                }
            });
        });
    }

    /**
     * After a restore: sets those published heads aside, under our signature, that the restored ledger cannot have.
     * Says which ones, each as a line of day, number and hash.
     */
    List<String> acceptRestore(String reason, String actor) throws IOException {
        List<AuditHead> strange = published.heads().stream()
                .filter(head -> signer.signed(head.signedText(), head.signature()))
                .filter(head -> !isOnChain(head))
                .toList();
        Set<String> aside = published.setAside(signer);
        List<AuditHead> news = strange.stream()
                .filter(head -> !aside.contains(PublishedHeads.line(head)))
                .toList();
        if (!news.isEmpty()) {
            published.setAside(news, reason, signer, clock.instant());
        }
        List<String> lines = news.stream().map(PublishedHeads::line).toList();
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        actor,
                        "audit.accept-restore",
                        "audit-ledger",
                        "succeeded",
                        Map.of("reason", reason, "heads", String.join("; ", lines))));
        return lines;
    }

    /** Or was purged with all before it. */
    private boolean isOnChain(AuditHead head) {
        return head.seq() <= heads.beginnings().getFirst().seq()
                || store.after(head.seq() - 1, 1).stream()
                        .anyMatch(entry ->
                                entry.seq() == head.seq() && entry.hash().equals(head.hash()));
    }

    private void publish(AuditHead head) {
        try {
            published.publish(head);
        } catch (IOException e) {
            LOG.warnf("head of the audit chain not written to a file: %s", e.getMessage());
        }
    }
}
