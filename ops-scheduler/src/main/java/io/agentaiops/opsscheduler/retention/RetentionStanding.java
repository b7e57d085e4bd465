package io.agentaiops.opsscheduler.retention;

import io.agentaiops.opsscheduler.log.LogArchive;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Whether anything is here that should be gone, and what proves that the rest went. */
@ApplicationScoped
public class RetentionStanding {

    private static final int MOST = 1000;

    private final RetentionStore store;
    private final RetentionConfig config;
    private final LogIndices logs;
    private final Instance<KeptElsewhere> elsewhere;
    private final Clock clock;

    RetentionStanding(
            RetentionStore store,
            RetentionConfig config,
            LogIndices logs,
            Instance<KeptElsewhere> elsewhere,
            Clock clock) {
        this.store = store;
        this.config = config;
        this.logs = logs;
        this.elsewhere = elsewhere;
        this.clock = clock;
    }

    /**
     * What is a day or more beyond its term and under no hold, in words. The purge runs daily, so that one day more is
     * in order.
     */
    public List<String> overdue() throws IOException {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        List<String> overdue = new ArrayList<>();
        overdue.addAll(days(DataClass.SYSTEM_LOGS, LogArchive.SYSTEM, day.minus(config.systemLogs())));
        overdue.addAll(days(DataClass.ERROR_LOGS, LogArchive.ERRORS, day.minus(config.errorLogs())));
        if (store.hold(DataClass.AUDIT).isEmpty()) {
            store.oldEntries(day.minus(config.audit())
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant())
                    .ifPresent(old -> overdue.add(old.count() + " audit entries up to " + old.to()));
        }
        elsewhere.forEach(kept -> overdue.addAll(kept.overdue(day)));
        return overdue;
    }

    /** Whether user activity stays whatever its age. */
    public boolean isActivityHeld() {
        return store.hold(DataClass.USER_ACTIVITY).isPresent();
    }

    private List<String> days(DataClass dataClass, String prefix, LocalDate before) throws IOException {
        if (store.hold(dataClass).isPresent()) {
            return List.of();
        }
        return logs.before(prefix, before).stream()
                .map(old -> dataClass.text().replace('-', ' ') + " of " + old.day())
                .toList();
    }

    /** Classes under a legal hold, with the reason. */
    public List<String> holds() {
        return store.holds().stream()
                .map(hold -> hold.dataClass() + ": " + hold.reason())
                .toList();
    }

    /** Certificates of what was purged, newest first. */
    public List<Object> certificates() {
        return List.copyOf(store.certificates(MOST));
    }
}
