package io.agentaiops.opsscheduler.occurrence;

import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.agentaiops.opsscheduler.run.RunStarter;
import io.agentaiops.opsscheduler.run.Trigger;
import io.agentaiops.opsscheduler.schedule.CronSchedule;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Decides every due time that has passed: run, skip, or record as missed. The ledger row and the run commit together,
 * and the row's key lets one replica only decide, so each due time has exactly one row and at most one run.
 */
@ApplicationScoped
public class ScheduleTicker {

    /** Starts runs when they are due. */
    static final String PRINCIPAL = "scheduler";

    private static final Logger LOG = Logger.getLogger(ScheduleTicker.class);
    /** After a long stop, the backlog of a busy schedule is written down in pieces of this size. */
    private static final int AT_ONCE = 500;

    private final ProcedureCatalog catalog;
    private final OccurrenceStore store;
    private final RunStarter starter;
    private final MisfirePolicy policy;
    private final Clock clock;

    ScheduleTicker(
            ProcedureCatalog catalog, OccurrenceStore store, RunStarter starter, ScheduleConfig config, Clock clock) {
        this.catalog = catalog;
        this.store = store;
        this.starter = starter;
        this.policy = new MisfirePolicy(config.onTime(), config.catchUp());
        this.clock = clock;
    }

    @Scheduled(every = "{aiops.schedule.tick-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tick() {
        Instant now = clock.instant();
        Map<String, String> schedules = new HashMap<>();
        List<Procedure> scheduled = catalog.current().all().stream()
                .filter(procedure -> procedure.schedule() != null)
                .toList();
        scheduled.forEach(procedure -> schedules.put(procedure.id(), String.valueOf(procedure.schedule())));
        Map<String, Instant> decided = store.decidedUpTo(schedules, now);
        scheduled.forEach(procedure -> decide(procedure, decided.getOrDefault(procedure.id(), now), now));
    }

    private void decide(Procedure procedure, Instant decided, Instant now) {
        CronSchedule schedule = procedure.schedule();
        if (schedule == null) {
            return;
        }
        List<Instant> due = schedule.between(decided.plusNanos(1), now.plusNanos(1), AT_ONCE);
        for (int i = 0; i < due.size(); i++) {
            Instant dueAt = due.get(i);
            boolean superseded = i < due.size() - 1;
            try {
                QuarkusTransaction.requiringNew().run(() -> decide(procedure, dueAt, superseded, now));
            } catch (RuntimeException e) {
                // Undecided: the next tick, here or on another replica, tries again.
                LOG.errorf(e, "due time not decided procedure=%s dueAt=%s", procedure.id(), dueAt);
                return;
            }
        }
    }

    private void decide(Procedure procedure, Instant dueAt, boolean superseded, Instant now) {
        boolean running = starter.active(procedure.id()).isPresent();
        Outcome outcome = policy.judge(dueAt, now, superseded, running);
        String reason = MisfirePolicy.reason(outcome, dueAt, now);
        if (!store.claim(new Occurrence(procedure.id(), dueAt, outcome, reason, null, now))) {
            return;
        }
        switch (outcome) {
            case RAN, LATE -> {
                var run = starter.start(procedure, PRINCIPAL, Trigger.SCHEDULE, false);
                store.began(procedure.id(), dueAt, run.id());
                LOG.infof("procedure due procedure=%s dueAt=%s runId=%s", procedure.id(), dueAt, run.id());
            }
            case SKIPPED, MISSED ->
                LOG.warnf("procedure not run procedure=%s dueAt=%s outcome=%s", procedure.id(), dueAt, outcome.text());
        }
    }
}
