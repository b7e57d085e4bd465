package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which backups may go: of each tier those beyond its number of generations, oldest first. None while one is from the
 * future, never one under a hold, and never the newest proven one, for with it the last known way back would go.
 */
final class GenerationPolicy {

    /** Between the clocks of database and service. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Map<String, Integer> generations;

    GenerationPolicy(Map<String, Integer> generations) {
        this.generations = Map.copyOf(generations);
    }

    /**
     * Decides.
     *
     * @param present what lies on the disk, newest first
     */
    List<Backup> superfluous(List<Backup> present, Instant now) {
        if (present.stream().anyMatch(backup -> isLaterThan(now, backup))) {
            return List.of();
        }
        List<Backup> superfluous = new ArrayList<>();
        String way = present.stream()
                .filter(backup -> backup.state() == BackupState.PROVEN)
                .map(Backup::id)
                .findFirst()
                .orElse("");
        for (Tier tier : Tier.values()) {
            int keep = generations(tier);
            present.stream()
                    .filter(backup -> backup.tier() == tier && counts(backup))
                    .skip(keep)
                    .forEach(superfluous::add);
            // a bad one fills no place of a good one, and goes when that many good ones are younger
            present.stream()
                    .filter(backup -> backup.tier() == tier && !counts(backup))
                    .filter(bad -> younger(present, bad, tier) >= keep)
                    .forEach(superfluous::add);
        }
        superfluous.removeIf(backup -> backup.id().equals(way) || !backup.hold().isEmpty());
        return superfluous;
    }

    /** Then a clock was set back, and nobody knows which ones are the oldest. */
    private static boolean isLaterThan(Instant now, Backup backup) {
        Instant snapshot = backup.snapshotAt();
        return snapshot != null && snapshot.isAfter(now.plus(TOLERANCE));
    }

    /** How many of a tier are kept; one at least. */
    int generations(Tier tier) {
        return Math.max(1, generations.getOrDefault(tier.text(), tier.generations()));
    }

    private static long younger(List<Backup> present, Backup bad, Tier tier) {
        return present.stream()
                .takeWhile(backup -> !backup.id().equals(bad.id()))
                .filter(backup -> backup.tier() == tier && counts(backup))
                .count();
    }

    private static boolean counts(Backup backup) {
        return backup.state() != BackupState.BAD;
    }
}
