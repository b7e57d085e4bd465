package io.agentaiops.opsscheduler.backup;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.archive.Tier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code backup.create}: makes a backup of the tier, restores it into a scratch database, and says whether it is proven. */
@ApplicationScoped
class BackupCreate implements CapabilityHandler {

    private final Backups backups;

    BackupCreate(Backups backups) {
        this.backups = backups;
    }

    @Override
    public Capability capability() {
        return Capability.BACKUP_CREATE;
    }

    @Override
    public Finding perform(Operation operation) {
        Tier tier = Tier.of(operation.arguments().text("tier", "daily"));
        Optional<Backup> made = backups.create(tier, operation.principal());
        if (made.isEmpty()) {
            return Finding.bad("Somebody is at work on backups already; ask again when it is done", Map.of());
        }
        Backup backup = made.get();
        Map<String, Object> evidence = evidence(backup);
        return backup.state() == BackupState.PROVEN
                ? Finding.good(
                        backup.id() + ": " + backup.rows() + " rows in " + backup.bytes()
                                + " bytes, restored and compared in " + backup.restoreMs() + " ms",
                        evidence)
                : Finding.bad(backup.id() + " is " + backup.state().text() + ": " + backup.note(), evidence);
    }

    static Map<String, Object> evidence(Backup backup) {
        Map<String, Object> evidence = new HashMap<>(Map.of(
                "backup", backup.id(),
                "state", backup.state().text(),
                "rows", backup.rows(),
                "bytes", backup.bytes(),
                "note", backup.note()));
        if (backup.restoreMs() != null) {
            evidence.put("restoreMs", backup.restoreMs());
        }
        if (backup.dataLossMs() != null) {
            evidence.put("dataLossMs", backup.dataLossMs());
        }
        return evidence;
    }
}
