package io.agentaiops.opsscheduler.backup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is backed up, and where to. */
@ConfigMapping(prefix = "aiops.backup")
public interface BackupConfig {

    /** Folders with one folder per backup that {@code backup.validate} looks at; one still being written ends in {@code .part}. */
    @WithDefault("/backup/daily,/backup/weekly,/backup/monthly")
    List<Path> folders();

    /** Where backups are written: one folder per tier, in it one per backup. */
    @WithDefault("/backup")
    Path folder();

    /** The file with the key, 32 bytes in Base64; without it no backup is made. */
    Optional<Path> keyFile();

    /** The folder of the documents. */
    Optional<Path> documents();

    /** The folder of the configuration. */
    Optional<Path> config();

    /** The folder of the log files. */
    Optional<Path> logs();

    /** The key files of the platform, to be wrapped by the backup key. */
    Optional<List<Path>> keys();

    /** How many generations of each tier are kept: {@code daily}, {@code weekly}, {@code monthly}; 7, 5 and 12 otherwise. */
    Map<String, Integer> generations();

    /**
     * Where monthly backups are written as numbered volumes as soon as they are proven; one that is not there yet is
     * written before it is deleted here. Not set: they are deleted.
     */
    Optional<Path> archiveFolder();

    /** The size of such a volume in MiB. */
    @WithDefault("4096")
    long archiveVolumeMib();

    /** After so long without a proven restore an alert goes out. */
    @WithDefault("2d")
    Duration proofLimit();

    /** After so long the checksums of a backup on the disk are compared again. */
    @WithDefault("24h")
    Duration checkEvery();

    /** How many MiB a second are read for that. */
    @WithDefault("32")
    long checkMibPerSecond();

    /** After so long a backup is tried again that could not be proven because the database or OpenSearch was away. */
    @WithDefault("10m")
    Duration retryProofAfter();

    /** How often unproven backups and the age of the last proof are looked at. */
    @WithDefault("60s")
    String proveEvery();
}
