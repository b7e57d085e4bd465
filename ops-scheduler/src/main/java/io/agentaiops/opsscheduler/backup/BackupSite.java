package io.agentaiops.opsscheduler.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.BackupKey;
import io.agentaiops.opsscheduler.archive.DatabaseAddress;
import io.agentaiops.opsscheduler.archive.Tier;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Where backups lie on this machine, which key opens them, and where the database is. */
@ApplicationScoped
public class BackupSite {

    private static final Logger LOG = Logger.getLogger(BackupSite.class);

    private final BackupConfig config;
    private final DatabaseAddress database;
    private final ObjectMapper json;

    BackupSite(
            BackupConfig config,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password,
            ObjectMapper json) {
        this.config = config;
        this.database = new DatabaseAddress(url, user, password);
        this.json = json;
    }

    public DatabaseAddress database() {
        return database;
    }

    public ObjectMapper json() {
        return json;
    }

    /** The key, read anew each time. */
    BackupKey key() throws IOException {
        Path file = config.keyFile()
                .orElseThrow(() -> new IOException("there is no backup key: name its file in AIOPS_BACKUP_KEY_FILE"));
        return BackupKey.read(file);
    }

    Path folder(Tier tier) {
        return config.folder().resolve(tier.text());
    }

    Path folder(Tier tier, String id) {
        return folder(tier).resolve(id);
    }

    /** Opens the backup of that id, of whichever tier. */
    public Archive open(String id) throws IOException {
        Path folder =
                find(id).orElseThrow(() -> new IOException("there is no backup " + id + " in " + config.folder()));
        return Archive.open(folder, key(), json);
    }

    /** Where the backup of that id lies, if it is here. */
    Optional<Path> find(String id) {
        for (Tier tier : Tier.values()) {
            Path folder = folder(tier).resolve(id).normalize();
            if (folder.startsWith(folder(tier)) && Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /**
     * Takes up what lies on the disk and is not in the table: after a restore of the database it is older than the
     * disk, and a process may have been killed between the two. One that does not open keeps no other out.
     */
    void adopt(BackupStore store) {
        try {
            for (Path folder : finished()) {
                String id = folder.getFileName().toString();
                if (store.find(id).map(BackupSite::isToBeTakenUp).orElse(true)) {
                    adopt(store, folder);
                }
            }
        } catch (IOException e) {
            LOG.warnf("the folder of the backups cannot be read: %s", e.getMessage());
        }
    }

    /** Its process was killed, or it was gone and somebody fetched it again. */
    private static boolean isToBeTakenUp(Backup known) {
        return List.of(BackupState.RUNNING, BackupState.DROPPED, BackupState.ARCHIVED)
                .contains(known.state());
    }

    private void adopt(BackupStore store, Path folder) {
        try {
            store.adopt(Archive.open(folder, key(), json).manifest());
        } catch (IOException e) {
            LOG.warnf("a backup on the disk cannot be read: %s", e.getMessage());
        }
    }

    /** The folders of all finished backups. */
    List<Path> finished() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            if (Files.isDirectory(folder(tier))) {
                try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder(tier))) {
                    for (Path folder : folders) {
                        if (Files.isRegularFile(folder.resolve(Archive.MANIFEST))
                                && !folder.toString().endsWith(".part")) {
                            found.add(folder);
                        }
                    }
                }
            }
        }
        return found;
    }
}
