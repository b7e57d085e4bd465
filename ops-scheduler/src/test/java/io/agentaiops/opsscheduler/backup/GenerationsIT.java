package io.agentaiops.opsscheduler.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.Tier;
import io.agentaiops.opsscheduler.archive.VolumeSet;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GenerationsIT {

    private final Backups backups;
    private final BackupSite site;
    private final BackupStore store;
    private final BackupRecords records;
    private final OtherServices others;

    GenerationsIT(Backups backups, BackupSite site, BackupStore store, BackupRecords records, OtherServices others) {
        this.backups = backups;
        this.site = site;
        this.store = store;
        this.records = records;
        this.others = others;
    }

    @Test
    void monthlyOneBeyondItsGenerationsBecomesVolumesThatOpenAgain() throws Exception {
        Backup old = make(Tier.MONTHLY);
        Backup young = make(Tier.MONTHLY);
        Path archive = Files.createTempDirectory("archive");
        // As a process leaves it that was killed before the index was written.
        Files.writeString(archive.resolve(old.id() + ".001"), "half a volume");

        keepingOne(Optional.of(archive)).clear(young);

        assertThat(store.find(old.id()).orElseThrow().state()).isEqualTo(BackupState.ARCHIVED);
        assertThat(site.find(old.id())).isEmpty();
        Path again = VolumeSet.read(archive.resolve(old.id() + ".index"), Files.createTempDirectory("again"));
        assertThat(Archive.open(again, site.key(), site.json()).faults()).isEmpty();
    }

    @Test
    void provenMonthlyOneIsWrittenAsAnOfflineSetAtOnceAndADamagedSetIsWrittenAgain() throws Exception {
        Backup monthly = make(Tier.MONTHLY);
        Path archive = Files.createTempDirectory("archive");
        Path index = archive.resolve(monthly.id() + ".index");

        keepingOne(Optional.of(archive)).clear(monthly);
        assertThat(VolumeSet.isWhole(index)).isTrue();
        assertThat(store.find(monthly.id()).orElseThrow().exportedAt()).isNotNull();
        assertThat(site.find(monthly.id())).isPresent();

        Path volume = archive.resolve(monthly.id() + ".001");
        byte[] bytes = Files.readAllBytes(volume);
        bytes[bytes.length / 2] ^= 1;
        Files.write(volume, bytes);
        Backup young = make(Tier.MONTHLY);
        keepingOne(Optional.of(archive)).clear(young);

        assertThat(state(monthly.id())).isEqualTo(BackupState.ARCHIVED);
        assertThat(VolumeSet.isWhole(index)).isTrue();
    }

    @Test
    void exportedOneIsNotWrittenAgainWhenItsMediumWasTakenAway() throws Exception {
        Backup monthly = make(Tier.MONTHLY);
        Path archive = Files.createTempDirectory("archive");
        keepingOne(Optional.of(archive)).clear(monthly);
        Path elsewhere = Files.createTempDirectory("elsewhere");

        keepingOne(Optional.of(elsewhere)).clear(make(Tier.MONTHLY));

        assertThat(state(monthly.id())).isEqualTo(BackupState.ARCHIVED);
        assertThat(elsewhere.resolve(monthly.id() + ".index")).doesNotExist();
    }

    @Test
    void whatCannotBeArchivedStaysAndIsToldWhileTheNewOneIsProven() throws Exception {
        Backup old = make(Tier.MONTHLY);
        Backup young = make(Tier.MONTHLY);
        Path archive = Files.createTempFile("a-file-and-no-folder", "");

        keepingOne(Optional.of(archive)).clear(young);

        assertThat(List.of(old, young)).extracting(backup -> state(backup.id())).containsOnly(BackupState.PROVEN);
        assertThat(site.open(old.id()).faults()).isEmpty();
        await().untilAsserted(() -> assertThat(alerts()).anyMatch(alert -> alert.endsAt() == null));

        keepingOne(Optional.empty()).clear(young);
        await().untilAsserted(() -> assertThat(alerts()).anyMatch(alert -> alert.endsAt() != null));
    }

    private List<AlertRaised> alerts() {
        return others.heard(AlertRaised.class).stream()
                .filter(alert -> "BackupNotCleared".equals(alert.labels().get("alertname")))
                .toList();
    }

    @Test
    void heldOneStaysAndTheOldestOfTheOthersGo() throws Exception {
        Backup held = make(Tier.WEEKLY);
        store.hold(held.id(), "case 17");
        Backup old = make(Tier.WEEKLY);
        Backup young = make(Tier.WEEKLY);

        keepingOne(Optional.empty()).clear(young);

        assertThat(List.of(held, old, young))
                .extracting(backup -> state(backup.id()))
                .containsExactly(BackupState.PROVEN, BackupState.DROPPED, BackupState.PROVEN);
        assertThat(site.find(old.id())).isEmpty();
        assertThat(site.open(held.id()).faults()).isEmpty();
        store.hold(held.id(), "");
    }

    private BackupState state(String id) {
        return store.find(id).orElseThrow().state();
    }

    private Backup make(Tier tier) {
        return backups.create(tier, "ada").orElseThrow();
    }

    private Generations keepingOne(Optional<Path> archive) throws IOException {
        Map<String, String> settings =
                new HashMap<>(Map.of("aiops.backup.generations.monthly", "1", "aiops.backup.generations.weekly", "1"));
        archive.ifPresent(folder -> settings.putAll(
                Map.of("aiops.backup.archive-folder", folder.toString(), "aiops.backup.archive-volume-mib", "1")));
        BackupConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(BackupConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(BackupConfig.class);
        return new Generations(store, site, records, config);
    }
}
