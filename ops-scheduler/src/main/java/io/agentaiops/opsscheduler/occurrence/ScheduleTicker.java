package io.agentaiops.opsscheduler.occurrence;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.opsscheduler.occurrence.DueTimes.Due;
import io.agentaiops.opsscheduler.occurrence.MisfirePolicy.Cause;
import io.agentaiops.opsscheduler.occurrence.ScheduleHold.Hold;
import io.agentaiops.opsscheduler.procedure.DurationText;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.agentaiops.opsscheduler.run.RunAlerts;
import io.agentaiops.opsscheduler.run.RunStarter;
import io.agentaiops.opsscheduler.run.Trigger;
import io.agentaiops.opsscheduler.schedule.CronSchedule;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
    /** Due times of an older form of a schedule that are written down: a week of one that is due each minute. */
    private static final int MOST_OUTDATED = 10_080;

    private static final String CHANGED = "The schedule was changed while the scheduler was not running";
    /** Procedures decided in one turn. */
    private static final int TURN = 20 * PORTION;

    private final ProcedureCatalog catalog;
    private final OccurrenceStore store;
    private final RunStarter starter;
    private final ScheduleConfig config;
    private final Clock clock;
    private final RunAlerts alerts;
    private final DueTimes times;
    /** Procedures with a due time that waits for the run before. */
    private final Set<String> waiting = new HashSet<>();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("schedule-ticker").daemon().factory());

    ScheduleTicker(
            ProcedureCatalog catalog,
            OccurrenceStore store,
            RunStarter starter,
            RunAlerts alerts,
            ScheduleConfig config,
            Clock clock) {
        this.catalog = catalog;
        this.store = store;
        this.starter = starter;
        this.alerts = alerts;
        this.config = config;
        this.clock = clock;
        this.times = new DueTimes(this::decidedUpTo);
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
        Optional<Hold> hold = come.isEmpty() ? Optional.empty() : store.lastHold();
        if (hold.filter(one -> one.until().isAfter(now)).isPresent()) {
            come.forEach(due -> times.later(due.procedure().id(), now.plusSeconds(1)));
            return;
        }
        while (!come.isEmpty()) {
            List<Due> sorted = come.stream()
                    .sorted(Comparator.comparing((Due due) -> due.procedure().id())
                            .thenComparing(Due::dueAt))
                    .toList();
            Set<Due> undecided = decideInPortions(sorted, now, hold);
            sorted.stream().filter(due -> !undecided.contains(due)).forEach(due -> {
                times.decided(due.procedure().id(), due.dueAt());
                waiting.remove(due.procedure().id());
            });
            undecided.forEach(due -> times.later(due.procedure().id(), now.plusSeconds(1)));
            come = times.come(now, TURN);
        }
    }

    /** Nothing that can wait is done before the last portion is committed: no step begins, no next due time is sought. */
    private Set<Due> decideInPortions(List<Due> sorted, Instant now, Optional<Hold> hold) {
        Set<Due> undecided = new HashSet<>();
        boolean fired = false;
        for (int start = 0; start < sorted.size(); start += PORTION) {
            List<Due> portion = sorted.subList(start, Math.min(start + PORTION, sorted.size()));
            List<Occurrence> decided =
                    QuarkusTransaction.requiringNew().call(() -> decide(portion, now, hold, undecided));
            store.committed(decided, clock.instant());
            fired |= decided.stream().anyMatch(occurrence -> occurrence.runId() != null);
        }
        if (fired) {
            starter.beginQueued();
        }
        return undecided;
    }

    /** Decides in the order of the ledger's key, the same on every replica; adds what must wait to {@code undecided}. */
    private List<Occurrence> decide(List<Due> portion, Instant now, Optional<Hold> hold, Set<Due> undecided) {
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
            boolean waits = procedure.policy().overlap() == Overlap.WAIT && running.contains(procedure.id());
            if (waits && outcome == Outcome.SKIPPED) {
                undecided.add(due);
                waiting.add(procedure.id());
                continue;
            }
            Cause cause = hold.filter(one -> one.covers(due.dueAt())).isPresent()
                    ? Cause.HELD
                    : waits || waiting.contains(procedure.id()) ? Cause.WAITED : Cause.NOT_NOTICED;
            String reason = MisfirePolicy.reason(outcome, cause, due.dueAt(), now);
            decisions.add(new Occurrence(procedure.id(), due.dueAt(), outcome, reason, runFor(outcome), now));
        }
        List<Occurrence> claimed = store.claim(decisions);
        begin(claimed, portion);
        tellMissed(claimed, portion.stream().map(Due::procedure).toList());
        return claimed;
    }

    /**
     * As the store says it. What an older form of a schedule left undecided, because no replica ran when the document
     * changed, is written down first; what came a moment ago may be of the new form already.
     */
    private Map<String, Instant> decidedUpTo(Map<String, String> schedules, Instant now) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<Occurrence> left = store.outdated(schedules).stream()
                    .flatMap(old -> CronSchedule.of(old.schedule()).stream()
                            .flatMap(
                                    schedule -> schedule
                                            .between(
                                                    old.decided().plusNanos(1),
                                                    now.minus(config.onTime()),
                                                    MOST_OUTDATED)
                                            .stream())
                            .map(due -> new Occurrence(old.procedureId(), due, Outcome.MISSED, CHANGED, null, now)))
                    .toList();
            tellMissed(store.claim(left), catalog.current().all());
            return store.decidedUpTo(schedules, now);
        });
    }

    private void tellMissed(List<Occurrence> claimed, List<Procedure> procedures) {
        Map<String, List<Occurrence>> missed = claimed.stream()
                .filter(occurrence -> occurrence.outcome() == Outcome.MISSED)
                .collect(Collectors.groupingBy(Occurrence::procedureId));
        if (missed.isEmpty()) {
            return;
        }
        Map<String, Procedure> byId = procedures.stream()
                .collect(Collectors.toMap(Procedure::id, Function.identity(), (first, second) -> first));
        alerts.missed(missed.entrySet().stream()
                .filter(entry -> byId.containsKey(entry.getKey()))
                .map(entry -> {
                    Occurrence last = Collections.max(entry.getValue(), Comparator.comparing(Occurrence::dueAt));
                    return new RunAlerts.Missed(
                            Objects.requireNonNull(byId.get(entry.getKey())),
                            entry.getValue().size(),
                            last.dueAt(),
                            last.reason());
                })
                .toList());
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
