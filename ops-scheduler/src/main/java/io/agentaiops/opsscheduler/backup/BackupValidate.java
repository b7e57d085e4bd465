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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code backup.validate}: the newest backup is young enough, every file is there, and all have their checksums. None at
 * all is a failure like any other. It reads for as long as its caller waits; of a backup that is larger than that, the
 * rest is what {@link BackupInspection} has found.
 */
@ApplicationScoped
class BackupValidate implements CapabilityHandler {

    private static final int MOST_FAULTS = 20;
    /** Left for the answer to arrive. */
    private static final Duration ANSWER = Duration.ofSeconds(1);

    private final List<Path> folders;
    private final Function<Path, Optional<Backup>> ours;
    private final Duration checkEvery;
    private final Clock clock;

    @Inject
    BackupValidate(BackupConfig config, BackupSite site, BackupStore store, Clock clock) {
        this(
                config.folders(),
                folder -> Optional.ofNullable(folder.getFileName())
                        .map(Path::toString)
                        .filter(id -> site.find(id).filter(folder::equals).isPresent())
                        .flatMap(store::find),
                config.checkEvery(),
                clock);
    }

    /** @param ours what is written down of the backup in a folder, if it is one of ours */
    BackupValidate(List<Path> folders, Function<Path, Optional<Backup>> ours, Duration checkEvery, Clock clock) {
        this.folders = List.copyOf(folders);
        this.ours = ours;
        this.checkEvery = checkEvery;
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
            return judge(newest.get(), limit, maxAge, operation.deadline().minus(ANSWER));
        } catch (IOException e) {
            return Finding.bad("Backups cannot be read: " + e, Map.of("folders", names));
        }
    }

    private Finding judge(BackupFolder backup, Duration limit, String maxAge, Instant until) throws IOException {
        Duration age = Duration.between(backup.writtenAt(), clock.instant());
        BackupFolder.Look look = backup.look(() -> clock.instant().isBefore(until));
        Optional<Backup> known = ours.apply(backup.path());
        Map<String, Object> evidence = evidence(backup, age, look, known);
        String name = "The newest backup " + backup.path();
        if (!look.faults().isEmpty()) {
            return Finding.bad(
                    name + " is bad: " + look.faults().getFirst()
                            + (look.faults().size() > 1
                                    ? " and " + (look.faults().size() - 1) + " more"
                                    : ""),
                    evidence);
        }
        Optional<Backup> bad = known.filter(record -> record.state() == BackupState.BAD);
        if (bad.isPresent()) {
            return Finding.bad(name + " is bad: " + bad.get().note(), evidence);
        }
        if (age.compareTo(limit) > 0) {
            return Finding.bad(
                    name + " is " + age.toHours() + " h old, limit " + maxAge + ": look why the job did not run",
                    evidence);
        }
        String young = backup.path() + " is " + age.toHours() + " h old and ";
        if (look.isWhole()) {
            return Finding.good(young + "its " + look.files() + " files have their checksums", evidence);
        }
        String part = look.compared() + " of its " + look.files() + " files were compared in the time there was";
        return known.filter(this::isLookedAt)
                .map(record -> Finding.good(
                        young + part + "; all of them had their checksums at " + lookedAt(record), evidence))
                .orElseGet(() -> Finding.bad(
                        young + part + ", and nobody has read the rest lately: give the step more time", evidence));
    }

    /** Read whole lately: proven, or looked at since. */
    private boolean isLookedAt(Backup record) {
        Instant looked = lookedAt(record);
        return record.state() == BackupState.PROVEN
                && looked != null
                && looked.isAfter(clock.instant().minus(checkEvery.multipliedBy(2)));
    }

    private static @Nullable Instant lookedAt(Backup record) {
        return record.lookedAt() == null ? record.provenAt() : record.lookedAt();
    }

    private static Map<String, Object> evidence(
            BackupFolder backup, Duration age, BackupFolder.Look look, Optional<Backup> known) {
        Map<String, Object> evidence = new HashMap<>();
        evidence.put("backup", backup.path().toString());
        evidence.put("writtenAt", backup.writtenAt().toString());
        evidence.put("ageHours", age.toHours());
        evidence.put("files", look.files());
        evidence.put("compared", look.compared());
        evidence.put("faults", look.faults().stream().limit(MOST_FAULTS).toList());
        known.ifPresent(record -> {
            evidence.put("state", record.state().text());
            evidence.put("provenAt", String.valueOf(record.provenAt()));
        });
        return evidence;
    }
}
