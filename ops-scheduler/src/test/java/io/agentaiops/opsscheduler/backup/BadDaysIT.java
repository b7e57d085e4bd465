package io.agentaiops.opsscheduler.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.BackupProgress;
import io.agentaiops.opsscheduler.archive.DatabaseAddress;
import io.agentaiops.opsscheduler.archive.Part;
import io.agentaiops.opsscheduler.archive.Tier;
import io.agentaiops.opsscheduler.restore.DatabaseLoad;
import io.agentaiops.opsscheduler.restore.RestoreMain;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The restore program as its users run it, on days when nothing goes well. */
@QuarkusTest
class BadDaysIT {

    private static final String SCHEMA = "ops_scheduler";
    private static final String MARK = "mark_of_the_old_state";

    private final Backups backups;
    private final BackupSite site;
    private final BackupConfig config;

    BadDaysIT(Backups backups, BackupSite site, BackupConfig config) {
        this.backups = backups;
        this.site = site;
        this.config = config;
    }

    @Test
    void killedAtAnyMomentARestoreLeavesTheOldStateOrTheNewOne() throws Exception {
        Archive archive = made();
        DatabaseAddress target = scratch("aiops_bad_days", archive);
        long begin = System.nanoTime();
        Process whole = restore(target, archive.folder(), key());
        assertThat(whole.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(whole.exitValue()).as(output(whole)).isZero();
        long took = System.nanoTime() - begin;

        List<Boolean> restored = new ArrayList<>();
        for (int percent : List.of(30, 55, 75, 90)) {
            mark(target);
            Process process = restore(target, archive.folder(), key());
            process.waitFor(took * percent / 100, TimeUnit.NANOSECONDS);
            process.destroyForcibly().waitFor();
            restored.add(!isMarked(target));
            if (isMarked(target)) {
                assertThat(value(target, "select count(*) from " + SCHEMA + ".backup"))
                        .isPositive();
            } else {
                assertThat(differences(target, archive)).isEmpty();
            }
        }

        mark(target);
        Process again = restore(target, archive.folder(), key());
        assertThat(again.waitFor()).as(output(again)).isZero();
        assertThat(differences(target, archive))
                .as("after kills that restored " + restored)
                .isEmpty();
        assertThat(isMarked(target)).isFalse();
    }

    @Test
    void wrongKeyAndDamageAreToldAndChangeNothing() throws Exception {
        Archive archive = made();
        DatabaseAddress target = scratch("aiops_bad_days", archive);
        mark(target);
        Path other = Files.writeString(
                Files.createTempFile("other", ".key"), Base64.getEncoder().encodeToString(new byte[32]));
        refused(target, archive.folder(), other, "made with another key");
        Path nonsense = Files.writeString(Files.createTempFile("nonsense", ".key"), "secret");
        refused(target, archive.folder(), nonsense, "does not hold a backup key");

        Part part = archive.manifest().parts().stream()
                .filter(one -> one.name().endsWith("/audit_entry.copy"))
                .findFirst()
                .orElseThrow();
        Path file = archive.folder().resolve(part.file());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        refused(target, archive.folder(), key(), "audit_entry.copy.zst.enc has another checksum or size");
        Files.delete(file);
        refused(target, archive.folder(), key(), "audit_entry.copy.zst.enc cannot be read");
        Files.write(file, bytes);
        Files.delete(archive.folder().resolve("manifest.mac"));
        refused(target, archive.folder(), key(), "no complete backup");
        assertThat(isMarked(target)).isTrue();
    }

    /** What an older release wrote is restored as it was; the service's next start migrates it. */
    @Test
    void olderSchemaVersionComesBackAndIsMigrated() throws Exception {
        DatabaseAddress old = empty("aiops_old_release");
        flyway(old, "200").migrate();
        run(
                old,
                "insert into " + SCHEMA + ".backup (id, tier, state, requested_by, started_at)"
                        + " values ('daily-of-old', 'daily', 'failed', 'ada', now())");
        Path folder = Files.createTempDirectory("old").resolve("daily-20260101-010000");
        Archive archive = OldBackups.write(old, folder, key(), site.json());
        assertThat(archive.manifest().database().schemas().getFirst().version()).isEqualTo("200");

        DatabaseAddress target = empty("aiops_bad_days");
        Process process = restore(target, folder, key());
        assertThat(process.waitFor()).as(output(process)).isZero();
        flyway(target, "latest").migrate();

        assertThat(value(
                        target,
                        "select count(*) from " + SCHEMA + ".backup where id = 'daily-of-old' and copied_at is null"))
                .isEqualTo(1);
        assertThat(value(target, "select count(*) from " + SCHEMA + ".control_state"))
                .isZero();
    }

    private Archive made() throws IOException {
        String id = backups.create(Tier.DAILY, "ada").orElseThrow().id();
        return site.open(id);
    }

    private DatabaseAddress empty(String name) throws SQLException {
        run(site.database().sibling("postgres"), "drop database if exists " + name + " with (force)");
        run(site.database().sibling("postgres"), "create database " + name + " template template0");
        return site.database().sibling(name);
    }

    private DatabaseAddress scratch(String name, Archive archive) throws SQLException, IOException {
        DatabaseAddress target = empty(name);
        try (Connection connection = target.connect(Map.of())) {
            connection.setAutoCommit(false);
            new DatabaseLoad(connection, archive, site.json()).load(List.of(SCHEMA), BackupProgress.SILENT);
            connection.commit();
        }
        return target;
    }

    private Flyway flyway(DatabaseAddress database, String version) {
        return Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .locations("db/eventbus", "db/migration")
                .outOfOrder(true)
                .target(version)
                .load();
    }

    private void refused(DatabaseAddress target, Path folder, Path key, String why) throws Exception {
        Process process = restore(target, folder, key);
        String said = output(process);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said).contains(why).doesNotContain("Exception");
    }

    private static Process restore(DatabaseAddress target, Path folder, Path key) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"))
                                .resolve("bin/java")
                                .toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RestoreMain.class.getName(),
                        "load",
                        "--backup",
                        folder.toString(),
                        "--key",
                        key.toString(),
                        "--schemas",
                        SCHEMA)
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "AIOPS_DB_URL", target.url(),
                        "AIOPS_DB_USER", target.user(),
                        "AIOPS_DB_PASSWORD", target.password()));
        return builder.start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Path key() {
        return config.keyFile().orElseThrow();
    }

    private List<String> differences(DatabaseAddress target, Archive archive) throws SQLException, IOException {
        try (Connection connection = target.connect(Map.of())) {
            connection.setAutoCommit(false);
            io.agentaiops.opsscheduler.archive.CopyStream.settle(connection);
            return new DatabaseLoad(connection, archive, site.json()).differences(List.of(SCHEMA));
        }
    }

    private static void mark(DatabaseAddress target) throws SQLException {
        run(target, "create table if not exists " + SCHEMA + "." + MARK + " (it integer)");
    }

    private static boolean isMarked(DatabaseAddress target) throws SQLException {
        return value(
                        target,
                        "select count(*) from pg_tables where schemaname = '" + SCHEMA + "' and tablename = '" + MARK
                                + "'")
                == 1;
    }

    private static void run(DatabaseAddress database, String sql) throws SQLException {
        try (Connection connection = database.connect(Map.of());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long value(DatabaseAddress database, String sql) throws SQLException {
        try (Connection connection = database.connect(Map.of());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
