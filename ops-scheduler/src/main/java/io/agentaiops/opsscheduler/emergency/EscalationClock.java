package io.agentaiops.opsscheduler.emergency;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.opsscheduler.emergency.AlertRunStore.AlertRun;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls the next level while a critical alert stays although its runbook has begun. The times are those of the guide
 * {@code escalation.md}; whoever is called is found by the label {@code level} in the alert's route.
 */
@ApplicationScoped
class EscalationClock {

    private static final List<String> WHO = List.of("level-2", "on-call-manager", "level-3");

    private final AlertRunStore store;
    private final EscalationPublisher publisher;
    private final EmergencyConfig config;
    private final Audit audit;
    private final Clock clock;

    EscalationClock(
            AlertRunStore store, EscalationPublisher publisher, EmergencyConfig config, Audit audit, Clock clock) {
        this.store = store;
        this.publisher = publisher;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    /** When level 2 is called for an alert of that severity; null when nobody is. */
    @Nullable
    Instant first(String severity) {
        return severity.equals("critical") ? clock.instant().plus(config.level2After()) : null;
    }

    @Scheduled(every = "{aiops.emergency.look-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        QuarkusTransaction.requiringNew()
                .run(() -> store.lockDue(clock.instant()).forEach(this::callNext));
    }

    /** The alert is over, and so is what it called people for; within the caller's transaction. */
    void over(String fingerprint) {
        Instant now = clock.instant();
        for (AlertRun run : store.resolve(fingerprint, now)) {
            for (int level = 1; level < run.level(); level++) {
                publisher.unresolved(
                        run.procedureId(), run.runId().toString(), WHO.get(level - 1), run.startsAt(), now);
            }
        }
    }

    private void callNext(AlertRun run) {
        int level = run.level() + 1;
        String who = WHO.get(run.level() - 1);
        publisher.unresolved(run.procedureId(), run.runId().toString(), who, run.startsAt(), null);
        audit.record(
                AlertRunbooks.PRINCIPAL,
                "emergency.escalate",
                run.procedureId(),
                who,
                Map.of("runId", run.runId().toString(), "alert", run.fingerprint()));
        store.called(run, level, next(level));
    }

    private @Nullable Instant next(int level) {
        List<Duration> after = List.of(config.level2After(), config.managerAfter(), config.level3After());
        return level > after.size()
                ? null
                : clock.instant().plus(after.get(level - 1)).minus(after.get(level - 2));
    }
}
