package io.agentaiops.opsscheduler.emergency;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.opsscheduler.emergency.AlertRunStore.AlertRun;
import io.agentaiops.opsscheduler.emergency.EscalationPublisher.Unresolved;
import io.agentaiops.opsscheduler.emergency.EscalationTimes.Call;
import io.agentaiops.opsscheduler.procedure.Severity;
import io.agentaiops.opsscheduler.run.Run;
import io.agentaiops.opsscheduler.run.RunAlerts;
import io.agentaiops.opsscheduler.run.RunEnded;
import io.agentaiops.opsscheduler.run.RunState;
import io.agentaiops.opsscheduler.run.Trigger;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls the next level while an alert stays although its runbook has begun, and sooner when the runbook failed. Whoever is
 * called is found by the label {@code level} in the alert's route.
 */
@ApplicationScoped
class EscalationClock {

    private static final String OVER = "The alert that began the runbook is over";

    private final AlertRunStore store;
    private final EscalationPublisher publisher;
    private final RunAlerts alerts;
    private final EscalationTimes times;
    private final Audit audit;
    private final Clock clock;

    EscalationClock(
            AlertRunStore store,
            EscalationPublisher publisher,
            RunAlerts alerts,
            EscalationTimes times,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.publisher = publisher;
        this.alerts = alerts;
        this.times = times;
        this.audit = audit;
        this.clock = clock;
    }

    /** How bad an emergency is. */
    Severity severity(String alert, Severity runbook) {
        return times.severity(alert, runbook);
    }

    /** When somebody is called for an emergency of that severity that begins now; null when nobody is. */
    @Nullable
    Instant first(Severity severity) {
        return next(severity, 1);
    }

    @Scheduled(every = "{aiops.emergency.look-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        QuarkusTransaction.requiringNew()
                .run(() -> store.lockDue(clock.instant()).forEach(this::callNext));
    }

    /** What the runbook could do is done and was not enough: nobody waits as long as if it were still at it. */
    void ended(@Observes RunEnded event) {
        Run run = event.run();
        if (run.trigger() == Trigger.ALERT && !store.fires(run.procedureId())) {
            alerts.over(run.procedureId(), OVER);
        } else if (run.state() == RunState.FAILED) {
            store.bringForward(run.id(), clock.instant().plus(times.afterFailure()));
        }
    }

    /**
     * The alert is over, and so is what it called people for and what its runbook said of itself, unless another alert has
     * the same runbook; within the caller's transaction.
     */
    void over(String fingerprint) {
        Instant now = clock.instant();
        for (AlertRun run : store.resolve(fingerprint, now)) {
            times.of(run.severity()).stream()
                    .limit(run.level() - 1L)
                    .skip(store.level(run.procedureId(), run.severity()) - 1L)
                    .forEach(call -> publisher.unresolved(unresolved(run), call.who(), now));
            if (!store.fires(run.procedureId())) {
                alerts.over(run.procedureId(), OVER);
            }
        }
    }

    private void callNext(AlertRun run) {
        List<Call> calls = times.of(run.severity());
        if (run.level() > calls.size()) {
            // The severity's times were others when the clock was set.
            store.called(run, run.level(), null);
            return;
        }
        String who = calls.get(run.level() - 1).who();
        publisher.unresolved(unresolved(run), who, null);
        audit.record(
                AlertRunbooks.PRINCIPAL,
                "emergency.escalate",
                run.procedureId(),
                who,
                Map.of("runId", run.runId().toString(), "alert", run.fingerprint()));
        int level = run.level() + 1;
        store.called(run, level, next(run.severity(), level));
    }

    /** When the next one is called after so many levels; from the one before, for that may have been sooner. */
    private @Nullable Instant next(Severity severity, int level) {
        List<Call> calls = times.of(severity);
        if (level > calls.size()) {
            return null;
        }
        Duration before = level == 1 ? Duration.ZERO : calls.get(level - 2).after();
        return clock.instant().plus(calls.get(level - 1).after()).minus(before);
    }

    private static Unresolved unresolved(AlertRun run) {
        return new Unresolved(run.procedureId(), run.runId().toString(), run.severity(), run.startsAt());
    }
}
