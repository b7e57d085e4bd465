package io.agentaiops.opsscheduler.backup;

import static io.agentaiops.opsscheduler.testing.Callers.admin;
import static io.agentaiops.opsscheduler.testing.Callers.operator;
import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.BackupFailed;
import io.agentaiops.opsscheduler.archive.BackupProgress;
import io.agentaiops.opsscheduler.archive.DurableFiles;
import io.agentaiops.opsscheduler.archive.Part;
import io.agentaiops.opsscheduler.archive.Tier;
import io.agentaiops.opsscheduler.restore.DatabaseLoad;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@QuarkusTest
@TestMethodOrder(MethodOrderer.MethodName.class)
class BackupIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Backups backups;
    private final BackupSite site;
    private final BackupMaker maker;
    private final BackupStore store;
    private final ErasureLog erasures;
    private final BackupInspection inspection;
    private final OtherServices others;
    private final Jdbi jdbi;

    BackupIT(
            Backups backups,
            BackupSite site,
            BackupMaker maker,
            BackupStore store,
            ErasureLog erasures,
            BackupInspection inspection,
            OtherServices others,
            Jdbi jdbi) {
        this.erasures = erasures;
        this.inspection = inspection;
        this.others = others;
        this.backups = backups;
        this.site = site;
        this.maker = maker;
        this.store = store;
        this.jdbi = jdbi;
    }

    @Test
    void askedForOverRestItIsMadeProvenAndDescribed() throws Exception {
        String id = admin().contentType("application/json")
                .body("{\"tier\": \"daily\"}")
                .post("/api/v1/backups")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        JsonPath backup = await().atMost(LONG)
                .until(
                        () -> admin().get("/api/v1/backups/" + id).jsonPath(),
                        json -> !List.of("running", "complete").contains(json.getString("state")));

        assertThat(backup.getString("note")).contains("rows restored and compared", "audit chain whole", "finds them");
        assertThat(backup.getString("state")).isEqualTo("proven");
        assertThat(backup.getLong("restoreMs")).isPositive();
        Archive archive = site.open(id);
        assertThat(archive.manifest().kafkaOffsets()).containsKey("aiops.audit");
        assertThat(archive.manifest().database().schemas())
                .extracting(schema -> schema.name())
                .contains("ops_scheduler");
        assertThat(archive.manifest().skipped()).isEmpty();
        assertThat(new BackupValidate(
                                List.of(archive.folder().resolveSibling("")),
                                folder -> store.find(id),
                                java.time.Duration.ofDays(1),
                                java.time.Clock.systemUTC())
                        .perform(io.agentaiops.opsscheduler.testing.Operations.of(
                                io.agentaiops.eventcontracts.Capability.BACKUP_VALIDATE, Map.of()))
                        .summary())
                .contains("have their checksums");
    }

    @Test
    void flippedByteAnywhereMakesItBad() throws Exception {
        Backup backup = make();
        Archive archive = site.open(backup.id());
        Part part = archive.manifest().part("files/documents.zip");
        Path file = archive.folder().resolve(part.file());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        admin().contentType("application/json")
                .post("/api/v1/backups/" + backup.id() + "/verify")
                .then()
                .statusCode(200)
                .body("proven", equalTo(false))
                .body("faults[0]", containsString("files/documents.zip"));
        assertThat(store.find(backup.id()).orElseThrow().state()).isEqualTo(BackupState.BAD);

        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Path manifest = archive.folder().resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("\"rows\" : (\\d)", "\"rows\" : 1$1"));
        assertThat(backups.verify(backup.id(), "ada").orElseThrow().faults())
                .singleElement()
                .asString()
                .contains("manifest");
    }

    @Test
    void whatRotsAfterItWasProvenIsFoundTheNextDayAndTold() throws Exception {
        Backup old = make();
        Backup gone = make();
        make();
        Archive archive = site.open(old.id());
        Path file = archive.folder()
                .resolve(archive.manifest().part("logs/opensearch.ndjson").file());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        DurableFiles.delete(site.find(gone.id()).orElseThrow());

        inspection.look();
        assertThat(state(old)).as("looked at lately").isEqualTo(BackupState.PROVEN);

        aDayPasses(old, gone);
        inspection.look();
        assertThat(store.find(old.id()).orElseThrow().note()).contains("logs/opensearch.ndjson");
        assertThat(store.find(gone.id()).orElseThrow().note()).contains("folder is gone");
        assertThat(List.of(state(old), state(gone))).containsOnly(BackupState.BAD);
        await().untilAsserted(() -> assertThat(others.heard(AlertRaised.class))
                .anyMatch(alert -> "BackupDamaged".equals(alert.labels().get("alertname"))));

        DurableFiles.delete(archive.folder());
        aDayPasses(old, gone);
        inspection.look();
        assertThat(List.of(state(old), state(gone))).containsOnly(BackupState.DROPPED);
    }

    @Test
    void whatIsNotThereCannotBeVerified() {
        store.begin("daily-of-nobody", Tier.DAILY, "ada", java.time.Instant.now());
        store.judged("daily-of-nobody", BackupState.DROPPED, "", null, java.time.Instant.now());

        admin().contentType("application/json")
                .post("/api/v1/backups/daily-of-nobody/verify")
                .then()
                .statusCode(409)
                .body("code", equalTo("backup-not-here"));

        assertThat(backups.verify("daily-of-nobody", "ada")).isEmpty();
        assertThat(store.find("daily-of-nobody").orElseThrow().state()).isEqualTo(BackupState.DROPPED);
    }

    @Test
    void droppedOneThatWasFetchedAgainCanBeProven() {
        Backup backup = make();
        store.judged(backup.id(), BackupState.DROPPED, "", null, java.time.Instant.now());

        admin().contentType("application/json")
                .post("/api/v1/backups/" + backup.id() + "/verify")
                .then()
                .statusCode(200)
                .body("proven", equalTo(true));
    }

    @Test
    void itsSizeStaysWhileItIsProven() {
        Backup backup = make();
        assertThat(backup.bytes()).isPositive();

        Progress proving = Progress.ofProving(store, backup.id());
        proving.phase("loading", 3);

        assertThat(store.find(backup.id()).orElseThrow().bytes()).isEqualTo(backup.bytes());
    }

    @Test
    void oneThatCannotBeReadKeepsNoOtherFromBeingTakenUp() throws Exception {
        Backup backup = make();
        Path broken = Files.createDirectories(site.folder(Tier.DAILY).resolve("daily-00000000-000000"));
        Files.writeString(broken.resolve("manifest.json"), "no JSON");
        jdbi.useHandle(handle -> handle.execute("delete from backup where id = ?", backup.id()));
        try {
            site.adopt(store);
        } finally {
            DurableFiles.delete(broken);
        }

        assertThat(state(backup)).isEqualTo(BackupState.COMPLETE);
        assertThat(store.find("daily-00000000-000000")).isEmpty();
        assertThat(backups.verify(backup.id(), "ada").orElseThrow().good()).isTrue();
    }

    private BackupState state(Backup backup) {
        return store.find(backup.id()).orElseThrow().state();
    }

    private void aDayPasses(Backup... seen) {
        for (Backup backup : seen) {
            jdbi.useHandle(handle -> handle.execute(
                    "update backup set looked_at = looked_at - interval '25 hours' where id = ?", backup.id()));
        }
    }

    @Test
    void rowsComeBackIntoASchemaOfTheSameNameAndTheOldOnesAreSetAside() throws Exception {
        Backup backup = make();
        long runs = count("ops_scheduler.backup");
        try (Connection connection = site.database().sibling("postgres").connect(Map.of());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists aiops_restore_here with (force)");
            statement.execute("create database aiops_restore_here template template0");
        }
        try (Connection connection =
                site.database().sibling("aiops_restore_here").connect(Map.of())) {
            connection.setAutoCommit(false);
            for (int round = 0; round < 2; round++) {
                DatabaseLoad load = new DatabaseLoad(connection, site.open(backup.id()), site.json());
                load.load(List.of("ops_scheduler"), BackupProgress.SILENT);
                assertThat(load.differences(List.of("ops_scheduler"))).isEmpty();
            }
            connection.commit();
            try (Statement statement = connection.createStatement();
                    var row = statement.executeQuery("select (select count(*) from ops_scheduler.backup),"
                            + " (select count(*) from ops_scheduler_before_restore.backup)")) {
                row.next();
                assertThat(row.getLong(1)).isEqualTo(runs).isEqualTo(row.getLong(2));
            }
        }
    }

    @Test
    void unwritableDiskLeavesNothingHalfAndEarlierOnesWhole() throws Exception {
        Backup earlier = make();
        Path blocker = Files.writeString(site.folder(Tier.MONTHLY).resolveSibling("monthly"), "a file, not a folder");
        try {
            Assertions.assertThatThrownBy(() -> maker.make("monthly-1", Tier.MONTHLY, BackupProgress.SILENT))
                    .isInstanceOf(BackupFailed.class);
            assertThat(backups.create(Tier.MONTHLY, "ada").orElseThrow().state())
                    .isEqualTo(BackupState.FAILED);
        } finally {
            Files.delete(blocker);
        }
        assertThat(site.open(earlier.id()).faults()).isEmpty();
    }

    @Test
    void diskThatIsFullInTheMiddleLeavesNothingHalfAndEarlierOnesWhole() throws Exception {
        Backup earlier = make();
        Path weekly = Files.createDirectories(site.folder(Tier.WEEKLY)).toAbsolutePath();
        assumeTrue(
                ran("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", weekly.toString()),
                "only root may mount a disk");
        try {
            Backup failed = backups.create(Tier.WEEKLY, "ada").orElseThrow();

            assertThat(failed.state()).isEqualTo(BackupState.FAILED);
            assertThat(failed.note()).contains("No space left");
            try (Stream<Path> left = Files.list(weekly)) {
                assertThat(left).isEmpty();
            }
        } finally {
            assertThat(ran("umount", weekly.toString())).isTrue();
        }
        assertThat(site.open(earlier.id()).faults()).isEmpty();
        assertThat(make().state()).isEqualTo(BackupState.PROVEN);
    }

    private static boolean ran(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    @Test
    void whatAKilledProcessLeftIsCleanedUpByTheNext() throws Exception {
        store.begin("daily-killed", Tier.DAILY, "ada", java.time.Instant.now());
        Path left = Files.createDirectories(site.folder(Tier.DAILY).resolve("daily-killed.part"));

        make();

        assertThat(left).doesNotExist();
        assertThat(store.find("daily-killed").orElseThrow().state()).isEqualTo(BackupState.FAILED);
    }

    /** An error that nobody catches on the way: nothing is cleaned up, as when the process is gone. */
    @Test
    void diedInAnyPhaseItLeavesEarlierOnesWholeAndTheNextSucceeds() throws Exception {
        Backup earlier = make();
        List<String> moments = List.of("database", "part 1", "part 20", "files", "logs", "manifest");
        for (String moment : moments) {
            Assertions.assertThatThrownBy(() -> maker.make("daily-dead", Tier.DAILY, new DiesAt(moment)))
                    .isInstanceOf(DiesAt.Dead.class);
            assertThat(site.folder(Tier.DAILY).resolve("daily-dead.part")).isDirectory();
            assertThat(site.find("daily-dead")).isEmpty();
            assertThat(site.open(earlier.id()).faults()).isEmpty();
        }

        assertThat(make().state()).isEqualTo(BackupState.PROVEN);
        assertThat(site.folder(Tier.DAILY).resolve("daily-dead.part")).doesNotExist();
    }

    @Test
    void oneAtATime() {
        try (BackupLock held = BackupLock.take(site.database()).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(backups.start(Tier.DAILY, "ada")).isEqualTo(Optional.empty());
            admin().contentType("application/json")
                    .post("/api/v1/backups")
                    .then()
                    .statusCode(409);
        }
    }

    @Test
    void nonsenseIsRefusedWithTheReason() {
        admin().contentType("application/json")
                .body("{\"tier\": \"hourly\"}")
                .post("/api/v1/backups")
                .then()
                .statusCode(400)
                .body("errors[0].detail", containsString("daily, weekly or monthly"));
        admin().get("/api/v1/backups/no-such").then().statusCode(404);
        admin().get("/api/v1/backups/..%2F..").then().statusCode(404);
        viewer().get("/api/v1/backups").then().statusCode(403);
        operator()
                .contentType("application/json")
                .body("{\"reason\": \"case 17\"}")
                .put("/api/v1/backups/no-such/hold")
                .then()
                .statusCode(403);
        admin().contentType("application/json")
                .body("{\"at\": \"here\"}")
                .post("/api/v1/backups/no-such/restore")
                .then()
                .statusCode(409);
    }

    @Test
    void erasureIsRememberedBesideTheBackupsOnce() throws Exception {
        String who = "ümit \"x\" " + io.agentaiops.eventbus.Ids.next();
        java.time.Instant at = java.time.Instant.now();
        erasures.remember(who, at);
        erasures.remember(who, at);

        assertThat(Files.readAllLines(Path.of("target/backups/erasures.jsonl")))
                .filteredOn(line -> line.contains(at.toString()))
                .hasSize(1);
    }

    private Backup make() {
        Backup backup = backups.create(Tier.DAILY, "ada").orElseThrow();
        assertThat(backup.note()).contains("compared");
        return backup;
    }

    private long count(String table) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(Long.class)
                .one());
    }

    /** Ends the work at a phase, or when so many parts are written. */
    private static final class DiesAt implements BackupProgress {

        static final class Dead extends Error {
            private static final long serialVersionUID = 1;
        }

        private final String moment;
        private int parts;

        DiesAt(String moment) {
            this.moment = moment;
        }

        @Override
        public void phase(String name, int expected) {
            at(name);
        }

        @Override
        public void written(Part part) {
            at("part " + ++parts);
        }

        private void at(String now) {
            if (now.equals(moment)) {
                throw new Dead();
            }
        }
    }
}
