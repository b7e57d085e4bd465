package io.agentaiops.opsscheduler.backup;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.restore.Proof;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code backup.prove}: restores the newest backup, of one tier if it is named, into a scratch database once more. */
@ApplicationScoped
class BackupProve implements CapabilityHandler {

    private final Backups backups;
    private final BackupStore store;

    BackupProve(Backups backups, BackupStore store) {
        this.backups = backups;
        this.store = store;
    }

    @Override
    public Capability capability() {
        return Capability.BACKUP_PROVE;
    }

    @Override
    public Finding perform(Operation operation) {
        Optional<String> tier = operation.arguments().optionalText("tier");
        Optional<Backup> newest = store.present().stream()
                .filter(backup -> tier.isEmpty() || backup.tier().text().equals(tier.get()))
                .findFirst();
        if (newest.isEmpty()) {
            return Finding.bad("There is no backup to restore: make one with ./aiops backup", Map.of());
        }
        String id = newest.get().id();
        Optional<Proof> proof = backups.verify(id, operation.principal());
        if (proof.isEmpty()) {
            return Finding.bad("Somebody is at work on backups already; ask again when it is done", Map.of());
        }
        List<String> faults = proof.get().faults();
        String hindrance = proof.get().hindrance();
        Map<String, Object> evidence = BackupCreate.evidence(store.find(id).orElseThrow());
        if (faults.isEmpty() && !hindrance.isEmpty()) {
            return Finding.bad(id + " could not be looked at: " + hindrance, evidence);
        }
        return faults.isEmpty()
                ? Finding.good(
                        id + " restored and compared: "
                                + String.join("; ", proof.get().checks()),
                        evidence)
                : Finding.bad(id + " is bad: " + faults.getFirst(), evidence);
    }
}
