package io.agentaiops.opsscheduler.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.BackupKey;
import io.agentaiops.opsscheduler.archive.BackupProgress;
import io.agentaiops.opsscheduler.archive.Manifest;
import io.agentaiops.opsscheduler.archive.PartWriter;
import io.agentaiops.opsscheduler.archive.Tier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRestoreTest {

    private static final String DOCUMENTS = "files/documents.zip";
    private static final String KEYS = "files/keys.zip";

    @TempDir
    Path folder;

    @Test
    void whatWasSetAsideOnceIsNeverOverwritten() throws Exception {
        Path target = Files.createDirectories(folder.resolve("documents"));
        Path file = Files.writeString(target.resolve("a.md"), "mine");

        assertThat(unpack(DOCUMENTS, target, Map.of("a.md", "of January"))).isEqualTo(1);
        assertThat(unpack(DOCUMENTS, target, Map.of("a.md", "of February"))).isEqualTo(1);
        assertThat(unpack(DOCUMENTS, target, Map.of("a.md", "of February"))).isZero();

        assertThat(file).hasContent("of February");
        assertThat(target.resolve("a.md.before-restore")).hasContent("mine");
        assertThat(target.resolve("a.md.before-restore-2")).hasContent("of January");
    }

    /** As a kill leaves it: half a file under its temporary name, and the old one still there. */
    @Test
    void halfAFileOfAKilledRestoreIsWrittenAnewAndTheOldOneIsKept() throws Exception {
        Path target = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(target.resolve("a.md"), "mine");
        Files.writeString(target.resolve(".a.md.restoring"), "of Jan");

        unpack(DOCUMENTS, target, Map.of("a.md", "of January"));

        assertThat(target.resolve("a.md")).hasContent("of January");
        assertThat(target.resolve("a.md.before-restore")).hasContent("mine");
        try (var left = Files.list(target)) {
            assertThat(left).hasSize(2);
        }
    }

    @Test
    void damageIsFoundBeforeAnythingTakesTheOldOnesPlace() throws Exception {
        Path target = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(target.resolve("a.md"), "mine");
        Archive archive = archive(DOCUMENTS, Map.of("a.md", "x".repeat(300_000)));
        Path part = archive.folder().resolve(archive.manifest().part(DOCUMENTS).file());
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length - 20] ^= 1;
        Files.write(part, bytes);

        assertThatThrownBy(() -> new FileRestore(archive).unpack(DOCUMENTS, target, false))
                .isInstanceOf(IOException.class);

        assertThat(target.resolve("a.md")).hasContent("mine");
    }

    @Test
    void keysAreTheirOwnersAloneAndTheAdminsLiesAbove() throws Exception {
        Path keys = folder.resolve("keys");

        unpack(KEYS, keys, Map.of("admin.key", "a", "b-public.pem", "b", "c.key", "c"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("admin.key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("c.key"))))
                .isEqualTo("rw-------");
        assertThat(keys.resolve("b-public.pem")).isReadable();
    }

    private long unpack(String part, Path target, Map<String, String> files) throws Exception {
        return new FileRestore(archive(part, files)).unpack(part, target, false);
    }

    private Archive archive(String part, Map<String, String> files) throws Exception {
        Path keyFile = Files.writeString(
                folder.resolve("backup.key"), Base64.getEncoder().encodeToString(new byte[32]));
        BackupKey key = BackupKey.read(keyFile);
        Path backup = Files.createTempDirectory(folder, "daily");
        PartWriter writer = new PartWriter(backup, key, BackupProgress.SILENT);
        writer.write(part, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            zip.finish();
            return files.size();
        });
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                "daily-1",
                Tier.DAILY,
                Instant.EPOCH,
                Instant.EPOCH,
                key.id(),
                new Manifest.Database("none", "none", List.of()),
                Map.of(),
                new Manifest.Models(List.of(), ""),
                "",
                writer.parts(),
                List.of());
        return Archive.seal(
                backup,
                key,
                manifest,
                JsonMapper.builder().addModule(new JavaTimeModule()).build());
    }
}
