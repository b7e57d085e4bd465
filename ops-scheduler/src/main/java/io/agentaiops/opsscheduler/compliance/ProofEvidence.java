package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.opsscheduler.audit.LedgerStanding;
import io.agentaiops.opsscheduler.backup.BackupStanding;
import io.agentaiops.opsscheduler.retention.RetentionStanding;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** What proves itself: backups that were restored, the chain of the ledger, certificates of purges. */
@ApplicationScoped
class ProofEvidence implements EvidencePart {

    private static final int MOST = 1000;

    private final BackupStanding backups;
    private final LedgerStanding ledger;
    private final RetentionStanding retention;

    ProofEvidence(BackupStanding backups, LedgerStanding ledger, RetentionStanding retention) {
        this.backups = backups;
        this.ledger = ledger;
        this.retention = retention;
    }

    @Override
    public Map<String, Object> files() {
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("backups.json", backups.newest(MOST));
        files.put("audit.json", Map.of("verification", ledger.verify(), "heads", ledger.heads()));
        files.put("certificates.json", Map.of("certificates", retention.certificates(), "holds", retention.holds()));
        return files;
    }
}
