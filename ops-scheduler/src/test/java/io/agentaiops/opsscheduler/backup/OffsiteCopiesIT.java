package io.agentaiops.opsscheduler.backup;

import static io.agentaiops.opsscheduler.testing.Callers.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;

import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.Tier;
import io.agentaiops.opsscheduler.offsite.OffsiteStore;
import io.agentaiops.opsscheduler.testing.S3Server;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OffsiteCopiesIT {

    private final S3Server s3 = S3Server.shared();
    private final OffsiteCopies copies;
    private final Backups backups;
    private final BackupStore store;
    private final BackupSite site;

    OffsiteCopiesIT(OffsiteCopies copies, Backups backups, BackupStore store, BackupSite site) {
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
    void backupOfWhichNobodyKnowsWhetherItIsGoodIsNotCopied() throws Exception {
        Backup backup = backups.create(Tier.DAILY, "ada").orElseThrow();
        store.judged(backup.id(), BackupState.BAD, "for this test", null, java.time.Instant.now());

        copies.copy(s3.bucket());

        assertThat(store.find(backup.id()).orElseThrow().copiedAt()).isNull();
        store.judged(backup.id(), BackupState.PROVEN, "", null, java.time.Instant.now());
    }
}
