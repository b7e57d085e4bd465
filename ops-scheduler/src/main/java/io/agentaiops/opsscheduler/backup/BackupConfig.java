package io.agentaiops.opsscheduler.backup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;

/** Where backups lie. */
@ConfigMapping(prefix = "aiops.backup")
interface BackupConfig {

    /** Folders with one folder per backup; one that is still being written ends in {@code .part}. */
    @WithDefault("/backup/daily,/backup/weekly")
    List<Path> folders();
}
