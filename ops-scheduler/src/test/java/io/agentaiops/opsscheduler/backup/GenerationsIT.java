package io.agentaiops.opsscheduler.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.Tier;
import io.agentaiops.opsscheduler.archive.VolumeSet;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
    private final Audit audit;
    private final Clock clock;

    GenerationsIT(Backups backups, BackupSite site, BackupStore store, Audit audit, Clock clock) {
        this.backups = backups;
        this.site = site;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    @Test
    void monthlyOneBeyondItsGenerationsBecomesVolumesThatOpenAgain() throws Exception {
        Backup old = make(Tier.MONTHLY);
        make(Tier.MONTHLY);
        Path archive = Files.createTempDirectory("archive");
        // As a process leaves it that was killed before the index was written.
        Files.writeString(archive.resolve(old.id() + ".001"), "half a volume");

        keepingOne(Optional.of(archive)).dropSuperfluous();

        assertThat(store.find(old.id()).orElseThrow().state()).isEqualTo(BackupState.ARCHIVED);
        assertThat(site.find(old.id())).isEmpty();
        Path again = VolumeSet.read(archive.resolve(old.id() + ".index"), Files.createTempDirectory("again"));
        assertThat(Archive.open(again, site.key(), site.json()).faults()).isEmpty();
    }

    @Test
    void heldOneStaysAndTheOldestOfTheOthersGo() throws Exception {
        Backup held = make(Tier.WEEKLY);
        store.hold(held.id(), "case 17");
        Backup old = make(Tier.WEEKLY);
        Backup young = make(Tier.WEEKLY);

        keepingOne(Optional.empty()).dropSuperfluous();

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

    private BackupRecords keepingOne(Optional<Path> archive) throws IOException {
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
        return new BackupRecords(store, site, config, audit, clock);
    }
}
