package io.agentaiops.opsscheduler.backup;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.procedure.DurationText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code backup.validate}: the newest backup is young enough and every file in it has
 * its checksum. None at all is a failure like any other.
 */
@ApplicationScoped
class BackupValidate implements CapabilityHandler {

    private static final int MOST_FAULTS = 20;

    private final List<Path> folders;
    private final Clock clock;

    @Inject
    BackupValidate(BackupConfig config, Clock clock) {
        this(config.folders(), clock);
    }

    BackupValidate(List<Path> folders, Clock clock) {
        this.folders = List.copyOf(folders);
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.BACKUP_VALIDATE;
    }

    @Override
    public Finding perform(Operation operation) {
        String maxAge = operation.arguments().text("max-age", "26h");
        Duration limit = DurationText.parse(maxAge);
        List<String> names = folders.stream().map(String::valueOf).toList();
        try {
            Optional<BackupFolder> newest = BackupFolder.newest(folders);
            if (newest.isEmpty()) {
                return Finding.bad(
                        "No backup found in " + String.join(", ", names)
                                + ". Make one with ./aiops backup (documents/guides/backups.md), or name the folders in"
                                + " aiops.backup.folders",
                        Map.of("folders", names));
            }
            return judge(newest.get(), limit, maxAge);
        } catch (IOException e) {
            return Finding.bad("Backups cannot be read: " + e, Map.of("folders", names));
        }
    }

    private Finding judge(BackupFolder backup, Duration limit, String maxAge) throws IOException {
        Duration age = Duration.between(backup.writtenAt(), clock.instant());
        List<String> faults = backup.faults();
        Map<String, Object> evidence = Map.of(
                "backup",
                backup.path().toString(),
                "writtenAt",
                backup.writtenAt().toString(),
                "ageHours",
                age.toHours(),
                "faults",
                faults.stream().limit(MOST_FAULTS).toList());
        if (!faults.isEmpty()) {
            return Finding.bad(
                    "The newest backup " + backup.path() + " is bad: " + faults.getFirst()
                            + (faults.size() > 1 ? " and " + (faults.size() - 1) + " more" : ""),
                    evidence);
        }
        if (age.compareTo(limit) > 0) {
            return Finding.bad(
                    "The newest backup " + backup.path() + " is " + age.toHours() + " h old, limit " + maxAge
                            + ": look why the job did not run",
                    evidence);
        }
        return Finding.good(
                backup.path() + " is " + age.toHours() + " h old and its " + backup.files()
                        + " files have their checksums",
                evidence);
    }
}
