package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.BackupFailed;
import io.agentaiops.opsscheduler.archive.BackupKey;
import io.agentaiops.opsscheduler.archive.BackupProgress;
import io.agentaiops.opsscheduler.archive.DatabaseDump;
import io.agentaiops.opsscheduler.archive.DurableFiles;
import io.agentaiops.opsscheduler.archive.Manifest;
import io.agentaiops.opsscheduler.archive.PartWriter;
import io.agentaiops.opsscheduler.archive.SchemaScript;
import io.agentaiops.opsscheduler.archive.Tier;
import io.agentaiops.opsscheduler.log.LogExport;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes one backup on the local disk. It is written under a name ending in {@code .part} and renamed when every byte is on
 * the disk: a full disk, an error or a kill leaves every earlier backup as it was.
 */
@ApplicationScoped
class BackupMaker {

    private static final String INDEX =
            "not copied: ./aiops up and the capability knowledge.refresh build it again from documents and database";
    private static final Duration DAILY_LOGS = Duration.ofDays(2);

    private final BackupConfig config;
    private final BackupSite site;
    private final Surroundings surroundings;
    private final LogExport logs;
    private final Clock clock;

    BackupMaker(BackupConfig config, BackupSite site, Surroundings surroundings, LogExport logs, Clock clock) {
        this.config = config;
        this.site = site;
        this.surroundings = surroundings;
        this.logs = logs;
        this.clock = clock;
    }

    /** Makes it, and says where it is. Nobody else may be at work on backups. */
    Archive make(String id, Tier tier, BackupProgress progress) {
        Path target = site.folder(tier, id);
        Path begun = target.resolveSibling(id + ".part");
        try {
            BackupKey key = site.key();
            Files.createDirectories(target.resolveSibling(""));
            removeUnfinished();
            Files.createDirectory(begun);
            Manifest manifest = write(id, tier, new PartWriter(begun, key, progress), progress);
            progress.phase("manifest", 0);
            Archive.seal(begun, key, manifest, site.json());
            DurableFiles.publish(begun, target);
            return Archive.open(target, key, site.json());
        } catch (IOException | SQLException e) {
            BackupFailed failure = new BackupFailed("the backup was not made: " + e.getMessage(), e);
            cleanUp(begun, failure);
            throw failure;
        }
    }

    private Manifest write(String id, Tier tier, PartWriter writer, BackupProgress progress)
            throws IOException, SQLException {
        List<String> skipped = new ArrayList<>();
        List<Manifest.Schema> schemas = new ArrayList<>();
        Map<String, Map<Integer, Long>> offsets;
        Instant snapshotAt;
        String server;
        try (DatabaseDump dump = DatabaseDump.begin(site.database())) {
            offsets = surroundings.kafkaOffsets();
            snapshotAt = dump.snapshotAt();
            server = dump.server();
            List<SchemaScript> scripts = dump.scripts();
            progress.phase(
                    "database",
                    scripts.stream()
                            .mapToInt(script -> script.tables().size() + 1)
                            .sum());
            for (SchemaScript script : scripts) {
                dump.write(script, writer, site.json());
                schemas.add(new Manifest.Schema(script.schema(), script.version()));
            }
        }
        progress.phase("files", 0);
        files(writer, skipped);
        progress.phase("logs", 0);
        logs(tier, writer);
        return new Manifest(
                Manifest.FORMAT,
                id,
                tier,
                snapshotAt,
                clock.instant(),
                site.key().id(),
                new Manifest.Database(DatabaseDump.METHOD, server, schemas),
                offsets,
                surroundings.models(),
                INDEX,
                writer.parts(),
                skipped);
    }

    private void files(PartWriter writer, List<String> skipped) throws IOException, SQLException {
        FolderZip zip = new FolderZip(skipped);
        for (Map.Entry<String, Optional<Path>> folder : Map.of(
                        "documents", config.documents(), "config", config.config(), "log-files", config.logs())
                .entrySet()) {
            Optional<Path> there = folder.getValue().filter(Files::isDirectory);
            if (there.isPresent()) {
                writer.write("files/" + folder.getKey() + ".zip", out -> zip.folder(there.get(), out));
            }
        }
        List<Path> keys = config.keys().orElse(List.of());
        writer.write("files/keys.zip", out -> zip.files(keys, out));
    }

    /** An OpenSearch that is down is an error: logs left out in silence are not noticed until they are needed. */
    private void logs(Tier tier, PartWriter writer) throws IOException, SQLException {
        Instant from = tier == Tier.DAILY ? clock.instant().minus(DAILY_LOGS) : Instant.EPOCH;
        writer.write("logs/opensearch.ndjson", out -> logs.writeTo(out, from));
    }

    /** What a killed backup left behind. */
    private void removeUnfinished() throws IOException {
        for (Tier tier : Tier.values()) {
            Path folder = site.folder(tier);
            if (Files.isDirectory(folder)) {
                try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.part")) {
                    for (Path path : left) {
                        DurableFiles.delete(path);
                    }
                }
            }
        }
    }

    private static void cleanUp(Path begun, BackupFailed failure) {
        try {
            DurableFiles.delete(begun);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
