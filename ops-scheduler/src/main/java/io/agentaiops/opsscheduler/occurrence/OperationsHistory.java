package io.agentaiops.opsscheduler.occurrence;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.procedure.DurationText;
import io.agentaiops.opsscheduler.run.RunHistory;
import io.agentaiops.opsscheduler.run.RunStarter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code operations.history}: how the runs of the last days went, and which due times nobody kept. */
@ApplicationScoped
class OperationsHistory implements CapabilityHandler {

    private static final int WORST_STEPS = 50;
    private static final int MOST_MISSED = 100;

    private final RunStarter runs;
    private final OccurrenceStore occurrences;
    private final RunHistory history;
    private final Clock clock;

    OperationsHistory(RunStarter runs, OccurrenceStore occurrences, RunHistory history, Clock clock) {
        this.runs = runs;
        this.occurrences = occurrences;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.OPERATIONS_HISTORY;
    }

    @Override
    public Finding perform(Operation operation) {
        String window = operation.arguments().text("window", "7d");
        Instant now = clock.instant();
        Instant since = now.minus(DurationText.parse(window));
        Map<String, Map<String, Long>> counts = runs.countSince(since);
        long missedInAll = occurrences.countMissed(since, now);
        List<String> missed = occurrences.missed(since, now, MOST_MISSED).stream()
                .map(occurrence -> occurrence.procedureId() + " " + occurrence.dueAt())
                .toList();
        long all = counts.values().stream()
                .flatMap(byState -> byState.values().stream())
                .mapToLong(Long::longValue)
                .sum();
        long failed = counts.values().stream()
                .mapToLong(byState -> byState.getOrDefault("failed", 0L))
                .sum();
        String summary = all + " runs in " + window + ", " + failed + " failed, " + missedInAll + " due times missed";
        Map<String, Object> evidence = Map.of(
                "window",
                window,
                "runs",
                counts,
                "missed",
                missed,
                "accuracy",
                history.accuracy(since, WORST_STEPS).stream()
                        .map(OperationsHistory::accuracy)
                        .toList());
        return missed.isEmpty() ? Finding.good(summary, evidence) : Finding.bad(summary, evidence);
    }

    private static Map<String, Object> accuracy(RunHistory.Accuracy step) {
        return Map.of("step", step.procedure() + "/" + step.step(), "runs", step.runs(), "endedWell", step.good());
    }
}
