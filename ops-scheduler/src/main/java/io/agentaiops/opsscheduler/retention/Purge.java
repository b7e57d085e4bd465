package io.agentaiops.opsscheduler.retention;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.opsscheduler.audit.LedgerSigner;
import io.agentaiops.opsscheduler.log.LogArchive;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is older than its term. Each range leaves a signed certificate, which is written before a day of logs goes
 * and in the same transaction as audit entries go: nothing is ever gone without one. A certified day that is still there
 * (the process was killed) goes the next time.
 */
@ApplicationScoped
public class Purge {

    private final RetentionConfig config;
    private final RetentionStore store;
    private final LogIndices logs;
    private final LedgerSigner signer;
    private final Audit audit;
    private final Clock clock;

    Purge(
            RetentionConfig config,
            RetentionStore store,
            LogIndices logs,
            LedgerSigner signer,
            Audit audit,
            Clock clock) {
        this.config = config;
        this.store = store;
        this.logs = logs;
        this.signer = signer;
        this.audit = audit;
        this.clock = clock;
    }

    /** Purges every class that is not held; gives back the certificates. The ledger first: logs may be out of reach. */
    List<PurgeCertificate> run() throws IOException {
        List<PurgeCertificate> certificates = new ArrayList<>();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (store.hold(DataClass.AUDIT).isEmpty()) {
            audit(today).ifPresent(certificates::add);
        }
        certificates.addAll(days(DataClass.SYSTEM_LOGS, LogArchive.SYSTEM, today.minus(config.systemLogs())));
        certificates.addAll(days(DataClass.ERROR_LOGS, LogArchive.ERRORS, today.minus(config.errorLogs())));
        return certificates;
    }

    private List<PurgeCertificate> days(DataClass dataClass, String prefix, LocalDate before) throws IOException {
        List<PurgeCertificate> certificates = new ArrayList<>();
        if (store.hold(dataClass).isEmpty()) {
            for (LogIndices.Day old : logs.before(prefix, before)) {
                certificates.add(certifyDay(dataClass, old, logs.count(prefix, old.day())));
                logs.drop(prefix, old.day());
            }
        }
        return certificates;
    }

    /** One certificate for each index: a day that a restore brought back goes under another one than before. */
    private PurgeCertificate certifyDay(DataClass dataClass, LogIndices.Day old, long count) {
        String day = old.day().toString();
        String id = dataClass.text() + "-" + day + "-" + day + "-" + old.uuid();
        return QuarkusTransaction.requiringNew().call(() -> certify(dataClass, id, day, day, count, null, null));
    }

    /** Purges the oldest audit entries; joins the caller's transaction. */
    Optional<PurgeCertificate> audit(LocalDate today) {
        Instant before =
                today.minus(config.audit()).atStartOfDay(ZoneOffset.UTC).toInstant();
        return QuarkusTransaction.joiningExisting()
                .call(() -> store.oldEntriesForPurge(before).map(old -> {
                    PurgeCertificate certificate = certify(
                            DataClass.AUDIT, "" + old.from(), "" + old.to(), old.count(), old.to(), old.lastHash());
                    long purged = store.purgeEntries(old.to());
                    if (purged != old.count()) {
                        throw new IllegalStateException(
                                "purged " + purged + " audit entries instead of " + old.count());
                    }
                    return certificate;
                }));
    }

    /**
     * Certifies sessions that agent-gateway removed, once for each purge however often it is told of it; joins the
     * caller's transaction.
     */
    public void certifyActivity(String purgeId, Instant from, Instant to, long count) {
        certify(DataClass.USER_ACTIVITY, "user-activity-" + purgeId, from.toString(), to.toString(), count, null, null);
    }

    /** Certifies a month of runs that went; joins the caller's transaction. */
    public void certifyRuns(YearMonth month, long count) {
        certify(DataClass.RUN_HISTORY, "" + month.atDay(1), "" + month.atEndOfMonth(), count, null, null);
    }

    private PurgeCertificate certify(
            DataClass dataClass,
            String from,
            String to,
            long count,
            @Nullable Long lastSeq,
            @Nullable String lastHash) {
        return certify(dataClass, dataClass.text() + "-" + from + "-" + to, from, to, count, lastSeq, lastHash);
    }

    private PurgeCertificate certify(
            DataClass dataClass,
            String id,
            String from,
            String to,
            long count,
            @Nullable Long lastSeq,
            @Nullable String lastHash) {
        PurgeCertificate bare = new PurgeCertificate(
                id,
                dataClass.text(),
                from,
                to,
                count,
                lastSeq,
                lastHash,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                "");
        PurgeCertificate certificate = bare.signedWith(signer.sign(bare.signedText()));
        if (store.certify(certificate)) {
            audit.record(
                    "ops-scheduler",
                    "retention.purge",
                    certificate.id(),
                    "succeeded",
                    Map.of("count", "" + count, "signature", certificate.signature()));
        }
        return certificate;
    }
}
