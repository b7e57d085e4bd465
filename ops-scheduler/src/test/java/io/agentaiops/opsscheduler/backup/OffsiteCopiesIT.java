package io.agentaiops.opsscheduler.backup;

import static io.agentaiops.opsscheduler.testing.Callers.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.ErasureList;
import io.agentaiops.opsscheduler.archive.Pace;
import io.agentaiops.opsscheduler.archive.Tier;
import io.agentaiops.opsscheduler.offsite.OffsiteStore;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.agentaiops.opsscheduler.testing.S3Server;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OffsiteCopiesIT {

    private final S3Server s3 = S3Server.shared();
    private final OffsiteCopies copies;
    private final Backups backups;
    private final BackupStore store;
    private final BackupSite site;

    private final CopyInspection inspection;
    private final ErasureLog erasures;
    private final OtherServices others;
    private final Jdbi jdbi;

    OffsiteCopiesIT(
            OffsiteCopies copies,
            Backups backups,
            BackupStore store,
            BackupSite site,
            CopyInspection inspection,
            ErasureLog erasures,
            OtherServices others,
            Jdbi jdbi) {
        this.inspection = inspection;
        this.erasures = erasures;
        this.others = others;
        this.jdbi = jdbi;
        this.copies = copies;
        this.backups = backups;
        this.store = store;
        this.site = site;
    }

    @Test
    void brokenAndRefusedUploadsLeaveEarlierCopiesWholeAndAreGoneOnWithWhereTheyEnded() throws Exception {
        // Given
        copies.copy(s3.bucket());
        String earlier = backups.create(Tier.DAILY, "ada").orElseThrow().id();
        copies.copy(s3.bucket());
        String later = backups.create(Tier.DAILY, "ada").orElseThrow().id();
        long files;
        try (Stream<Path> all = Files.walk(site.find(later).orElseThrow())) {
            files = all.filter(Files::isRegularFile).count();
        }

        // When the line breaks after five files, then the server refuses, then all is well
        int before = s3.puts();
        s3.breakAfter(5);
        copies.copy(s3.bucket());
        assertThat(store.find(later).orElseThrow().copiedAt()).isNull();
        operator().get("/api/v1/backups/" + later).then().body("copyNote", containsString("did not let us copy"));
        try (OffsiteStore offsite = new OffsiteStore(s3.bucket())) {
            s3.breakAfter(Integer.MAX_VALUE);
            assertThat(offsite.list())
                    .extracting(OffsiteStore.Copy::id)
                    .contains(earlier)
                    .doesNotContain(later);
            s3.refuse(4);
            copies.copy(s3.bucket());
            assertThat(store.find(later).orElseThrow().copiedAt()).isNull();
            s3.refuse(0);
            copies.copy(s3.bucket());

            // Then
            operator().get("/api/v1/backups/" + later).then().body("copiedAt", notNullValue());
            assertThat(s3.puts() - before).as("no file is sent twice").isEqualTo((int) files);
            assertThat(offsite.list()).extracting(OffsiteStore.Copy::id).startsWith(later, earlier);
            Path target = Files.createTempDirectory("fetched");
            for (OffsiteStore.Copy copy : offsite.list().subList(0, 2)) {
                Path fetched = offsite.download(copy, target);
                assertThat(Archive.open(fetched, site.key(), site.json()).faults())
                        .isEmpty();
            }
        }
    }

    @Test
    void damagedAndMissingCopiesAreFoundTheNextDayAndBroughtThereAnew() throws Exception {
        // Given two copies
        String damaged = backups.create(Tier.DAILY, "ada").orElseThrow().id();
        String missing = backups.create(Tier.DAILY, "ada").orElseThrow().id();
        copies.copy(s3.bucket());
        inspection.look(s3.bucket());
        assertThat(store.find(damaged).orElseThrow().copiedAt()).isNotNull();

        // When one byte of one flips, the other one vanishes, and a day passes
        Path folder = site.find(damaged).orElseThrow();
        Path part = folder.resolve("files/keys.zip.zst.enc");
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length / 2] ^= 1;
        try (OffsiteStore offsite = new OffsiteStore(s3.bucket())) {
            offsite.write("daily/" + damaged + "/files/keys.zip.zst.enc", bytes);
            offsite.delete(new OffsiteStore.Copy(missing, Tier.DAILY));
            jdbi.useHandle(handle ->
                    handle.execute("update backup set copy_looked_at = copy_looked_at - interval '25 hours'"));
            inspection.look(s3.bucket());

            // Then it is told, and the next round mends both
            assertThat(store.find(damaged).orElseThrow().copyNote()).contains("damaged", "keys.zip");
            assertThat(store.find(damaged).orElseThrow().copiedAt()).isNull();
            assertThat(store.find(missing).orElseThrow().copyNote()).contains("no longer in the bucket");
            await().untilAsserted(() -> assertThat(others.heard(AlertRaised.class))
                    .anyMatch(alert -> "BackupCopyDamaged".equals(alert.labels().get("alertname"))));
            copies.copy(s3.bucket());
            for (String id : List.of(damaged, missing)) {
                assertThat(store.find(id).orElseThrow().copiedAt()).isNotNull();
                assertThat(offsite.damages(new OffsiteStore.Copy(id, Tier.DAILY), site.key(), site.json(), Pace.FREE))
                        .isEmpty();
            }
            assertThat(store.damagedCopies()).isEmpty();
        }
    }

    @Test
    void whoWasErasedIsKnownInTheBucketAndANewMachineLearnsIt() throws Exception {
        String who = "erased " + Ids.next();
        erasures.remember(who, Instant.now());
        erasures.carry(s3.bucket());

        byte[] sealed;
        try (OffsiteStore offsite = new OffsiteStore(s3.bucket())) {
            sealed = offsite.read(ErasureList.sealedName(site.key())).orElseThrow();
        }
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(who);
        assertThat(ErasureList.open(sealed, site.key())).anyMatch(line -> line.contains(who));

        erasures.remember(who + " too", Instant.now());
        erasures.carry(s3.bucket());
        try (OffsiteStore offsite = new OffsiteStore(s3.bucket())) {
            assertThat(ErasureList.open(
                            offsite.read(ErasureList.sealedName(site.key())).orElseThrow(), site.key()))
                    .anyMatch(line -> line.contains(who + " too"))
                    .anyMatch(line -> line.contains(who + "\""));
        }
    }

    @Test
    void backupOfWhichNobodyKnowsWhetherItIsGoodIsNotCopied() throws Exception {
        Backup backup = backups.create(Tier.DAILY, "ada").orElseThrow();
        store.judged(backup.id(), BackupState.BAD, "for this test", null, java.time.Instant.now());

        copies.copy(s3.bucket());

        assertThat(store.find(backup.id()).orElseThrow().copiedAt()).isNull();
        store.judged(backup.id(), BackupState.PROVEN, "", null, java.time.Instant.now());
    }
}
