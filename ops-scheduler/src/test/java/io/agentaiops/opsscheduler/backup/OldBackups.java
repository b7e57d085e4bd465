package io.agentaiops.opsscheduler.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.BackupKey;
import io.agentaiops.opsscheduler.archive.BackupProgress;
import io.agentaiops.opsscheduler.archive.DatabaseAddress;
import io.agentaiops.opsscheduler.archive.DatabaseDump;
import io.agentaiops.opsscheduler.archive.Manifest;
import io.agentaiops.opsscheduler.archive.PartWriter;
import io.agentaiops.opsscheduler.archive.SchemaScript;
import io.agentaiops.opsscheduler.archive.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Backups of other databases than the service's own. */
final class OldBackups {

    private OldBackups() {}

    static Archive write(DatabaseAddress database, Path folder, Path keyFile, ObjectMapper json)
            throws IOException, SQLException {
        Files.createDirectories(folder);
        BackupKey key = BackupKey.read(keyFile);
        PartWriter writer = new PartWriter(folder, key, BackupProgress.SILENT);
        List<Manifest.Schema> schemas = new ArrayList<>();
        try (DatabaseDump dump = DatabaseDump.begin(database)) {
            for (SchemaScript script : dump.scripts()) {
                dump.write(script, writer, json);
                schemas.add(new Manifest.Schema(script.schema(), script.version()));
            }
            Manifest manifest = new Manifest(
                    Manifest.FORMAT,
                    folder.getFileName().toString(),
                    Tier.DAILY,
                    dump.snapshotAt(),
                    dump.snapshotAt(),
                    key.id(),
                    new Manifest.Database(DatabaseDump.METHOD, dump.server(), schemas),
                    Map.of(),
                    new Manifest.Models(List.of(), "none asked for"),
                    "none",
                    writer.parts(),
                    List.of());
            return Archive.seal(folder, key, manifest, json);
        }
    }
}
