package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.opsscheduler.backup.Backup;
import io.agentaiops.opsscheduler.backup.BackupStanding;
import io.agentaiops.opsscheduler.procedure.DurationText;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code backups.proven}, {@code backups.copied}, {@code backups.sealed} and {@code conversations.sealed}. */
@ApplicationScoped
class BackupChecks implements Checks {

    private static final Pattern OPENED = Pattern.compile("(\\d+) sealed texts opened");

    private final BackupStanding backups;
    private final Clock clock;

    BackupChecks(BackupStanding backups, Clock clock) {
        this.backups = backups;
        this.clock = clock;
    }

    @Override
    public List<Check> all() {
        return List.of(
                new Check("backups.proven", Set.of("within"), this::proven),
                new Check("backups.copied", Set.of("within"), this::copied),
                new Check("backups.sealed", Set.of(), control -> isSealed()),
                new Check("conversations.sealed", Set.of(), control -> conversations()));
    }

    private Verdict proven(Control control) {
        return young(backups.lastProven(), control, "the last proven restore", "no backup was ever proven");
    }

    private Verdict copied(Control control) {
        return backups.hasBucket()
                ? young(backups.newestCopy(), control, "the newest copy's data", "nothing was ever copied")
                : Verdict.failed("no bucket is named (AIOPS_S3_BUCKET): a fire takes the backups along", Map.of());
    }

    private Verdict young(Optional<Instant> at, Control control, String what, String never) {
        Duration limit = DurationText.parse(control.with().getOrDefault("within", "2d"));
        return at.map(then -> {
                    Duration age = Duration.between(then, clock.instant());
                    return Verdict.of(
                            age.compareTo(limit) <= 0,
                            what + " is " + age.toHours() + " h old, the limit is " + limit.toHours() + " h",
                            Map.of("at", then.toString(), "limitHours", limit.toHours()));
                })
                .orElseGet(() -> Verdict.failed(never, Map.of()));
    }

    private Verdict isSealed() throws IOException {
        Optional<Backup> newest = backups.newestProven();
        if (newest.isEmpty()) {
            return Verdict.unknown("there is no proven backup to look at");
        }
        return Verdict.passed(
                newest.get().id() + " is sealed and opens with key " + backups.keyOf(newest.get()),
                Map.of("backup", newest.get().id()));
    }

    /** The proof of a backup opens sealed texts with the wrapped keys, and fails when one is not sealed by them. */
    private Verdict conversations() {
        Optional<Backup> newest = backups.newestProven();
        Matcher opened = OPENED.matcher(newest.map(Backup::note).orElse(""));
        if (newest.isEmpty() || !opened.find()) {
            return Verdict.unknown("no proof of a backup has looked at the conversations");
        }
        return Verdict.passed(
                opened.group(1) + " sealed texts of " + newest.get().id() + " opened with the keys, none was plain",
                Map.of("backup", newest.get().id(), "opened", Long.parseLong(opened.group(1))));
    }
}
