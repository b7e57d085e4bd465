package io.agentaiops.opsscheduler.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.opsscheduler.archive.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GenerationPolicyTest {

    private static final GenerationPolicy POLICY = new GenerationPolicy(Map.of());
    private static final Instant NOW = Instant.EPOCH.plusSeconds(1000);

    @Test
    void oldestBeyondTheGenerationsGo() {
        List<Backup> present = newestFirst(9, Tier.DAILY, BackupState.PROVEN);

        assertThat(POLICY.superfluous(present, NOW)).extracting(Backup::id).containsExactly("daily-2", "daily-1");
    }

    @Test
    void tiersDoNotTakeEachOthersPlaces() {
        List<Backup> present = new ArrayList<>(newestFirst(7, Tier.DAILY, BackupState.PROVEN));
        present.addAll(newestFirst(5, Tier.WEEKLY, BackupState.PROVEN));
        present.addAll(newestFirst(12, Tier.MONTHLY, BackupState.PROVEN));

        assertThat(POLICY.superfluous(present, NOW)).isEmpty();
    }

    @Test
    void newestProvenOneStaysWhateverItsAge() {
        List<Backup> present = new ArrayList<>(newestFirst(8, Tier.DAILY, BackupState.COMPLETE));
        present.add(backup(0, Tier.DAILY, BackupState.PROVEN, ""));

        assertThat(POLICY.superfluous(present, NOW)).extracting(Backup::id).containsExactly("daily-1");
    }

    @Test
    void heldOneStays() {
        List<Backup> present = new ArrayList<>(newestFirst(7, Tier.DAILY, BackupState.PROVEN));
        present.add(backup(0, Tier.DAILY, BackupState.PROVEN, "case 17"));

        assertThat(POLICY.superfluous(present, NOW)).isEmpty();
    }

    @Test
    void nothingGoesAfterTheClockWasSetBack() {
        List<Backup> present = newestFirst(9, Tier.DAILY, BackupState.PROVEN);

        assertThat(POLICY.superfluous(present, Instant.EPOCH.minusSeconds(1000)))
                .isEmpty();
    }

    @Test
    void badOnesTakeNobodysPlace() {
        List<Backup> present = new ArrayList<>(newestFirst(3, Tier.DAILY, BackupState.BAD));
        present.addAll(newestFirst(7, Tier.WEEKLY, BackupState.BAD));
        present.add(backup(0, Tier.DAILY, BackupState.PROVEN, ""));

        assertThat(POLICY.superfluous(present, NOW)).isEmpty();
    }

    private static List<Backup> newestFirst(int count, Tier tier, BackupState state) {
        return IntStream.iterate(count, i -> i > 0, i -> i - 1)
                .mapToObj(i -> backup(i, tier, state, ""))
                .toList();
    }

    private static Backup backup(int number, Tier tier, BackupState state, String hold) {
        Instant at = Instant.EPOCH.plusSeconds(number);
        return new Backup(
                tier.text() + "-" + number,
                number,
                tier,
                state,
                "",
                0,
                0,
                1,
                1,
                "ada",
                at,
                at,
                at,
                at,
                1L,
                1L,
                null,
                null,
                null,
                "",
                false,
                "",
                hold);
    }
}
