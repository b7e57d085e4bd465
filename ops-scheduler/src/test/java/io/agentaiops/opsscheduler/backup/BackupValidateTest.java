package io.agentaiops.opsscheduler.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventbus.operation.Arguments;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.opsscheduler.archive.Tier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupValidateTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    @TempDir
    Path folder;

    @Test
    void noBackupIsAFailureWithTheRemedy() {
        Finding finding = validate();

        assertThat(finding.outcome()).isEqualTo(OperationCompleted.Outcome.FAILED);
        assertThat(finding.summary()).startsWith("No backup found in ").contains("documents/guides/backups.md");
    }

    @Test
    void freshAndWholeBackupIsGood() throws Exception {
        backup("2026-11-22", Duration.ofHours(8), "data");

        assertThat(validate().outcome()).isEqualTo(OperationCompleted.Outcome.SUCCEEDED);
    }

    @Test
    void oldBackupIsBad() throws Exception {
        backup("2026-11-20", Duration.ofHours(56), "data");

        assertThat(validate().summary()).contains("56 h old, limit 26h");
    }

    @Test
    void flippedByteIsFound() throws Exception {
        Path backup = backup("2026-11-22", Duration.ofHours(8), "data");
        Files.writeString(backup.resolve("aiops.dump"), "dada");
        age(backup, Duration.ofHours(8));

        assertThat(validate().summary()).contains("aiops.dump has a wrong checksum");
    }

    @Test
    void missingFileIsFound() throws Exception {
        Path backup = backup("2026-11-22", Duration.ofHours(8), "data");
        Files.delete(backup.resolve("aiops.dump"));
        age(backup, Duration.ofHours(8));

        assertThat(validate().summary()).contains("aiops.dump is missing");
    }

    @Test
    void unfinishedBackupDoesNotCount() throws Exception {
        backup("2026-11-22.part", Duration.ofHours(1), "data");

        assertThat(validate().summary()).startsWith("No backup found");
    }

    @Test
    void backupWithoutChecksumsProvesNothing() throws Exception {
        Path backup = backup("2026-11-22", Duration.ofHours(8), "data");
        Files.delete(backup.resolve("SHA256SUMS"));
        age(backup, Duration.ofHours(8));

        assertThat(validate().outcome()).isEqualTo(OperationCompleted.Outcome.FAILED);
    }

    @Test
    void backupTooLargeToBeReadInTimeIsJudgedByTheLastLook() throws Exception {
        backup("2026-11-22", Duration.ofHours(8), "data");
        Instant noTime = NOW.plusSeconds(1);

        assertThat(validate(noTime, known(BackupState.PROVEN, NOW.minusSeconds(7200))))
                .satisfies(finding -> assertThat(finding.outcome()).isEqualTo(OperationCompleted.Outcome.SUCCEEDED))
                .satisfies(finding -> assertThat(finding.summary())
                        .contains("0 of its 1 files were compared")
                        .contains("had their checksums at 2026-11-22T07:00:00Z"));
        assertThat(validate(noTime, known(BackupState.PROVEN, NOW.minus(Duration.ofHours(49))))
                        .summary())
                .contains("nobody has read the rest lately");
        assertThat(validate(noTime, Optional.empty()).outcome()).isEqualTo(OperationCompleted.Outcome.FAILED);
    }

    @Test
    void fileThatIsGoneIsFoundWithoutTime() throws Exception {
        Path backup = backup("2026-11-22", Duration.ofHours(8), "data");
        Files.delete(backup.resolve("aiops.dump"));
        age(backup, Duration.ofHours(8));

        assertThat(validate(NOW, known(BackupState.PROVEN, NOW)).summary()).contains("aiops.dump is missing");
    }

    @Test
    void backupThatWasFoundBadStaysBad() throws Exception {
        backup("2026-11-22", Duration.ofHours(8), "data");

        assertThat(validate(NOW.plusSeconds(60), known(BackupState.BAD, NOW)).summary())
                .contains("is bad: could not be restored");
    }

    private Finding validate() {
        return validate(NOW.plusSeconds(60), Optional.empty());
    }

    private Finding validate(Instant deadline, Optional<Backup> known) {
        return new BackupValidate(
                        List.of(folder, folder.resolve("none")),
                        any -> known,
                        Duration.ofDays(1),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .perform(new Operation(
                        "step",
                        "run",
                        Capability.BACKUP_VALIDATE,
                        new Arguments(Map.of("max-age", "26h")),
                        "ada",
                        deadline));
    }

    private static Optional<Backup> known(BackupState state, Instant lookedAt) {
        Instant made = NOW.minus(Duration.ofHours(50));
        return Optional.of(new Backup(
                "b1",
                1,
                Tier.DAILY,
                state,
                "",
                1,
                1,
                4,
                1,
                "ada",
                made,
                made,
                made,
                made,
                1L,
                null,
                lookedAt,
                null,
                null,
                "",
                false,
                "could not be restored",
                ""));
    }

    private Path backup(String name, Duration age, String content) throws IOException, NoSuchAlgorithmException {
        Path backup = Files.createDirectory(folder.resolve(name));
        Files.writeString(backup.resolve("aiops.dump"), content);
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        Files.writeString(backup.resolve("SHA256SUMS"), HexFormat.of().formatHex(sum) + "  ./aiops.dump\n");
        age(backup, age);
        return backup;
    }

    private static void age(Path backup, Duration age) throws IOException {
        Files.setLastModifiedTime(backup, FileTime.from(NOW.minus(age)));
    }
}
