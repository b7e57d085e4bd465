package io.agentaiops.opsscheduler.occurrence;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.opsscheduler.occurrence.DueTimes.Due;
import io.agentaiops.opsscheduler.procedure.DurationText;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.agentaiops.opsscheduler.run.RunStarter;
import io.agentaiops.opsscheduler.run.Trigger;
import io.agentaiops.opsscheduler.schedule.SchedulePolicy.Overlap;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides every due time that has passed: run, skip, or record as missed. The ledger rows and the runs of one portion
 * commit together, and a row's key lets one replica only decide, so each due time has exactly one row and at most one
 * run. Wakes at the due time itself, by a timer of its own: the framework's looks once a second.
 */
@ApplicationScoped
public class ScheduleTicker {

    /** Starts runs when they are due. */
    static final String PRINCIPAL = "scheduler";

    private static final Logger LOG = Logger.getLogger(ScheduleTicker.class);
    /** Procedures decided in one transaction: as many as are stored within a tenth of a second or so. */
    private static final int PORTION = 500;
    /** Procedures decided in one turn. */
    private static final int TURN = 20 * PORTION;

    private final ProcedureCatalog catalog;
    private final OccurrenceStore store;
    private final RunStarter starter;
    private final ScheduleConfig config;
    private final Clock clock;
    private final DueTimes times;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("schedule-ticker").daemon().factory());

    ScheduleTicker(
            ProcedureCatalog catalog, OccurrenceStore store, RunStarter starter, ScheduleConfig config, Clock clock) {
        this.catalog = catalog;
        this.store = store;
        this.starter = starter;
        this.config = config;
        this.clock = clock;
        this.times = new DueTimes(store);
    }

    void start(@Observes StartupEvent event) {
        if (!config.tickEvery().equals("off")) {
            timer.execute(this::turn);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void turn() {
        try {
            tick();
        } catch (RuntimeException e) {
            // Undecided: the next turn, here or on another replica, tries again.
            LOG.error("due times not decided", e);
        } finally {
            again();
        }
    }

    private void again() {
        try {
            // A turn reports its own failures; nobody waits for it.
            var unused = timer.schedule(this::turn, untilNext().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("stopped");
        }
    }

    /** Until something is due, but no longer than the pause that is configured: documents change meanwhile. */
    private Duration untilNext() {
        Duration longest = DurationText.parse(config.tickEvery());
        Duration next = times.next()
                .map(due -> Duration.between(clock.instant(), due).plusMillis(1))
                .orElse(longest);
        Duration shortest = Duration.ofMillis(10);
        return next.compareTo(longest) > 0 ? longest : next.compareTo(shortest) < 0 ? shortest : next;
    }

    synchronized void tick() {
        Instant now = clock.instant();
        times.follow(catalog.current(), now);
        List<Due> come = times.come(now, TURN);
        if (!come.isEmpty() && store.isHeld(now)) {
            come.forEach(due -> times.later(due.procedure().id(), now.plusSeconds(1)));
            return;
        }
        while (!come.isEmpty()) {
            List<Due> sorted = come.stream()
                    .sorted(Comparator.comparing((Due due) -> due.procedure().id())
                            .thenComparing(Due::dueAt))
                    .toList();
            Set<Due> undecided = decideInPortions(sorted, now);
            sorted.stream()
                    .filter(due -> !undecided.contains(due))
                    .forEach(due -> times.decided(due.procedure().id(), due.dueAt()));
            undecided.forEach(due -> times.later(due.procedure().id(), now.plusSeconds(1)));
            come = times.come(now, TURN);
        }
    }

    /** Nothing that can wait is done before the last portion is committed: no step begins, no next due time is sought. */
    private Set<Due> decideInPortions(List<Due> sorted, Instant now) {
        Set<Due> undecided = new HashSet<>();
        boolean fired = false;
        for (int start = 0; start < sorted.size(); start += PORTION) {
            List<Due> portion = sorted.subList(start, Math.min(start + PORTION, sorted.size()));
            List<Occurrence> decided = QuarkusTransaction.requiringNew().call(() -> decide(portion, now, undecided));
            store.committed(decided, clock.instant());
            fired |= decided.stream().anyMatch(occurrence -> occurrence.runId() != null);
        }
        if (fired) {
            starter.beginQueued();
        }
        return undecided;
    }

    /** Decides in the order of the ledger's key, the same on every replica; adds what must wait to {@code undecided}. */
    private List<Occurrence> decide(List<Due> portion, Instant now, Set<Due> undecided) {
        Set<String> exclusive = portion.stream()
                .map(Due::procedure)
                .filter(procedure -> procedure.policy().overlap() != Overlap.PARALLEL)
                .map(Procedure::id)
                .collect(Collectors.toSet());
        Set<String> running = exclusive.isEmpty() ? Set.of() : starter.activeAmong(exclusive);
        List<Occurrence> decisions = new ArrayList<>();
        for (Due due : portion) {
            Procedure procedure = due.procedure();
            Outcome outcome = judge(due, now, running.contains(procedure.id()));
            if (outcome == Outcome.SKIPPED && procedure.policy().overlap() == Overlap.WAIT) {
                undecided.add(due);
                continue;
            }
            String reason = MisfirePolicy.reason(outcome, due.dueAt(), now);
            decisions.add(new Occurrence(procedure.id(), due.dueAt(), outcome, reason, runFor(outcome), now));
        }
        List<Occurrence> claimed = store.claim(decisions);
        begin(claimed, portion);
        return claimed;
    }

    private static @Nullable UUID runFor(Outcome outcome) {
        return switch (outcome) {
            case RAN, LATE -> UUID.fromString(Ids.next());
            case SKIPPED, MISSED -> null;
        };
    }

    private Outcome judge(Due due, Instant now, boolean busy) {
        Duration grace = due.procedure().policy().grace();
        Duration catchUp = grace == null ? config.catchUp() : grace;
        Duration onTime = config.onTime();
        MisfirePolicy policy = new MisfirePolicy(onTime, catchUp.compareTo(onTime) < 0 ? onTime : catchUp);
        Instant fireAt = due.procedure().policy().fireAt(due.procedure().id(), due.dueAt());
        return policy.judge(fireAt, now, due.superseded(), busy);
    }

    private void begin(List<Occurrence> claimed, List<Due> come) {
        Map<String, Procedure> byId = come.stream()
                .collect(Collectors.toMap(due -> due.procedure().id(), Due::procedure, (first, second) -> first));
        Map<UUID, Procedure> toRun = new LinkedHashMap<>();
        for (Occurrence occurrence : claimed) {
            UUID runId = occurrence.runId();
            if (runId == null) {
                LOG.warnf(
                        "procedure not run procedure=%s dueAt=%s outcome=%s",
                        occurrence.procedureId(),
                        occurrence.dueAt(),
                        occurrence.outcome().text());
            } else {
                toRun.put(runId, Objects.requireNonNull(byId.get(occurrence.procedureId())));
            }
        }
        if (!toRun.isEmpty()) {
            starter.queue(toRun, PRINCIPAL, Trigger.SCHEDULE);
            LOG.debugf("procedures due count=%d", toRun.size());
        }
    }
}
