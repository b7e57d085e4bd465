package io.agentaiops.alertrouter.drill;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.drill.DrillRun.State;
import io.agentaiops.alertrouter.drill.DrillRun.Way;
import io.agentaiops.alertrouter.ingestion.AlertIntake;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.NotificationQueue;
import io.agentaiops.alertrouter.notification.Receiver;
import io.agentaiops.alertrouter.notification.ReceiverDirectory;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Holds drills. A drill's notifications are planned with its row, and take the way of every other: queue, attempts, log. It
 * is judged when all have arrived, one was given up, or the time is over; then, in the same commit, who can still be reached
 * is told what is broken, and the alert FireDrillFailed begins or ends.
 */
@ApplicationScoped
class DrillEngine {

    /** A drill that is later than that is not held any more, but noted as missed. */
    private static final Duration LATE = Duration.ofHours(1);

    private static final Duration ALERT_LASTS = Duration.ofDays(8);
    private static final String SELF = "alert-router";

    private final Drills drills;
    private final DrillStore store;
    private final ReceiverDirectory directory;
    private final NotificationQueue queue;
    private final AlertIntake intake;
    private final DrillMetrics metrics;
    private final Audit audit;
    private final Clock clock;

    DrillEngine(
            Drills drills,
            DrillStore store,
            ReceiverDirectory directory,
            NotificationQueue queue,
            AlertIntake intake,
            DrillMetrics metrics,
            Audit audit,
            Clock clock) {
        this.drills = drills;
        this.store = store;
        this.directory = directory;
        this.queue = queue;
        this.intake = intake;
        this.metrics = metrics;
        this.audit = audit;
        this.clock = clock;
    }

    /** Holds those that are due, on whichever replica comes first. */
    @Transactional
    void holdDue() {
        Instant now = clock.instant();
        for (Drill drill : drills.all()) {
            Instant due = drill.time().lastBefore(now);
            if (due.isAfter(now.minus(LATE))) {
                hold(drill, due, now);
            } else if (store.knows(drill.name()) && store.add(run(drill, due, State.MISSED, now))) {
                metrics.ended(State.MISSED);
            }
        }
    }

    /** Holds that drill now; empty when it is not configured. */
    @Transactional
    Optional<UUID> holdNow(String name, String actor) {
        Instant now = clock.instant();
        return drills.named(name).flatMap(drill -> {
            Optional<UUID> run = hold(drill, now, now);
            run.ifPresent(id -> audit.record(actor, "drill.start", name, "succeeded", Map.of("run", id.toString())));
            return run;
        });
    }

    private Optional<UUID> hold(Drill drill, Instant due, Instant now) {
        DrillRun run = run(drill, due, State.RUNNING, now);
        if (!store.add(run)) {
            return Optional.empty();
        }
        String text = "Fire drill \"" + drill.name()
                + "\": this is no alert. Say that it came: POST /api/v1/drills/runs/" + run.id() + "/ack";
        for (String name : drill.receivers()) {
            directory.receiver(name).ifPresent(receiver -> tell(receiver, run, text, 1, now));
        }
        return Optional.of(run.id());
    }

    private static DrillRun run(Drill drill, Instant due, State state, Instant now) {
        return new DrillRun(
                UUID.fromString(Ids.next()),
                drill.name(),
                due,
                state,
                now.plus(drill.within()),
                state == State.RUNNING ? null : now,
                List.of(),
                "",
                null);
    }

    /** Judges what can be judged. */
    @Transactional
    void judge() {
        Instant now = clock.instant();
        for (DrillRun run : store.lockRunning()) {
            State state = run.judged(now);
            if (state != State.RUNNING) {
                store.end(run.id(), state, now);
                metrics.ended(state);
                conclude(run, state, now);
            }
        }
    }

    private void conclude(DrillRun run, State state, Instant now) {
        List<Way> broken = run.ways().stream().filter(way -> !way.arrived()).toList();
        String words = broken.stream().map(Way::words).collect(Collectors.joining("; "));
        String what = "Fire drill \"" + run.drill() + "\" failed: "
                + (run.ways().isEmpty() ? "none of its receivers has a way" : words);
        if (state == State.FAILED) {
            reachable(run).forEach(receiver -> tell(receiver, run, what, 2, now));
        }
        intake.accept(List.of(alert(run, state, what, now)));
        audit.record(
                SELF,
                "drill.run",
                run.drill(),
                state == State.PASSED ? "succeeded" : "failed",
                Map.of("run", run.id().toString(), "broken", words));
    }

    /** The receivers of the drill by the ways that worked, and those that are named for the case. */
    private List<Receiver> reachable(DrillRun run) {
        List<Receiver> reachable = new ArrayList<>();
        for (String name : run.ways().stream().map(Way::receiver).distinct().toList()) {
            directory.receiver(name).ifPresent(receiver -> {
                List<Receiver.Way> working = receiver.ways().stream()
                        .filter(way -> run.ways().stream().anyMatch(tried -> worked(tried, name, way)))
                        .toList();
                if (!working.isEmpty()) {
                    reachable.add(new Receiver(name, receiver.labels(), working, receiver.limit()));
                }
            });
        }
        drills.named(run.drill())
                .ifPresent(drill -> drill.fallback().stream()
                        .filter(name -> reachable.stream()
                                .noneMatch(known -> known.name().equals(name)))
                        .forEach(name -> directory.receiver(name).ifPresent(reachable::add)));
        return reachable;
    }

    private static boolean worked(Way tried, String receiver, Receiver.Way way) {
        return tried.arrived()
                && tried.receiver().equals(receiver)
                && tried.channel().equals(way.channel())
                && tried.position() == way.position();
    }

    private void tell(Receiver receiver, DrillRun run, String text, long generation, Instant now) {
        // Critical, for text messages carry nothing else.
        Labels labels =
                Labels.of(Map.of(Labels.ALERT_NAME, "FireDrill", Labels.SEVERITY, "critical", "drill", run.drill()));
        // A group of its own, so that what is broken waits behind nothing.
        String group = DrillStore.origin(run.id()) + ":" + generation;
        Message message = Message.onRequest(receiver.name(), group, labels, Map.of("summary", text), now);
        queue.plan(new NotificationQueue.Plan(receiver, message, DrillStore.origin(run.id()), generation));
    }

    private static Alert alert(DrillRun run, State state, String what, Instant now) {
        boolean over = state == State.PASSED;
        return new Alert(
                Labels.of(
                        Map.of(Labels.ALERT_NAME, "FireDrillFailed", Labels.SEVERITY, "warning", "drill", run.drill())),
                Map.of("summary", over ? "Fire drill passed" : what),
                now,
                over ? now : now.plus(ALERT_LASTS),
                false,
                now,
                "");
    }
}
