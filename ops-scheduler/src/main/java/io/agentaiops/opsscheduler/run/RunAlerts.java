package io.agentaiops.opsscheduler.run;

import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.agentaiops.opsscheduler.procedure.Procedures;
import io.agentaiops.opsscheduler.run.OpenAlert.Name;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The alerts about procedures: failed runs, failed steps, due times that nobody kept. Each lasts until a run succeeds, or
 * what it was about is no more. Takes part in the caller's transaction.
 */
@ApplicationScoped
public class RunAlerts {

    /**
     * Due times of a procedure that passed without a run.
     *
     * @param last the latest of them
     * @param reason why that one did
     */
    public record Missed(Procedure procedure, int times, Instant last, String reason) {}

    private final OpenAlertStore store;
    private final RunPublisher publisher;
    private final ProcedureCatalog catalog;
    private final Clock clock;

    RunAlerts(OpenAlertStore store, RunPublisher publisher, ProcedureCatalog catalog, Clock clock) {
        this.store = store;
        this.publisher = publisher;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** The run as a whole failed, or one of its steps that is to say so at once. */
    void failed(Run run, @Nullable StepRun step, String summary, Instant now) {
        OpenAlert failure = new OpenAlert(
                run.procedureId(),
                step == null ? Name.RUN_FAILED : Name.STEP_FAILED,
                step == null ? "" : step.stepId(),
                run.alertSeverity().text(),
                now);
        for (OpenAlertStore.Opened opened : store.open(List.of(failure))) {
            OpenAlert before = opened.before();
            if (before != null) {
                // Another severity is another alert to whoever routes it.
                publisher.alertEnded(before, run, "Goes on as " + failure.severity(), now);
            }
            publisher.alert(run, step, summary, opened.alert().startsAt());
        }
    }

    /** The step succeeded. */
    void succeeded(Run run, StepRun step, Instant now) {
        store.close(run.procedureId(), step.stepId()).ifPresent(alert -> succeededAgain(alert, run, now));
    }

    /** The whole run succeeded: nothing is left to say about the procedure, nor of steps that it no longer has. */
    void succeeded(Run run, Instant now) {
        store.closeAll(run.procedureId()).forEach(alert -> succeededAgain(alert, run, now));
    }

    private void succeededAgain(OpenAlert alert, Run run, Instant now) {
        publisher.alertEnded(alert, run, "Succeeded again", now);
    }

    /** Due times passed without a run. */
    public void missed(List<Missed> missed) {
        if (missed.isEmpty()) {
            return;
        }
        Map<String, Missed> byId = new HashMap<>();
        missed.forEach(one -> byId.put(one.procedure().id(), one));
        Instant now = clock.instant();
        List<OpenAlert> alerts = missed.stream()
                .map(one -> new OpenAlert(
                        one.procedure().id(),
                        Name.MISSED,
                        "",
                        one.procedure().severity().text(),
                        now))
                .toList();
        Map<Missed, Instant> since = new LinkedHashMap<>();
        for (OpenAlertStore.Opened opened : store.open(alerts)) {
            OpenAlert before = opened.before();
            if (before != null) {
                publisher.alertEnded(
                        before, null, "Goes on as " + opened.alert().severity(), now);
            }
            Missed one = byId.get(opened.alert().procedureId());
            if (one != null) {
                since.put(one, opened.alert().startsAt());
            }
        }
        publisher.missed(since);
    }

    /** Nothing of what is open about the procedure matters any more. */
    public void over(String procedureId, String why) {
        Instant now = clock.instant();
        store.closeAll(procedureId).forEach(alert -> publisher.alertEnded(alert, null, why, now));
    }

    /** A procedure that was taken out of the folder will never succeed again. */
    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void endThoseOfProceduresThatAreGone() {
        Procedures known = catalog.current();
        // A folder that is away, or a document that is refused for now, takes nothing back.
        if (known.all().isEmpty() || !known.refused().isEmpty()) {
            return;
        }
        Set<String> open = store.procedures();
        open.stream()
                .filter(id -> known.find(id).isEmpty())
                .forEach(id -> QuarkusTransaction.requiringNew().run(() -> over(id, "There is no such procedure")));
    }
}
