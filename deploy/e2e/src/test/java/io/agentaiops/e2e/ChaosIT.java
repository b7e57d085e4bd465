package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * A storm: under steady work of every kind, faults of every kind come in an order that a seed decides; afterwards every
 * promise is looked at from outside. Faults begin for a minute; {@code -Daiops.chaos.minutes=30} goes
 * on for longer, {@code -Daiops.chaos.seed=7} chooses another order, {@code -Daiops.chaos.faults=kill,clock} only those
 * faults whose names hold one of these words.
 */
@Order(93)
class ChaosIT {

    private static final long SEED = Long.getLong("aiops.chaos.seed", 1);
    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("aiops.chaos.minutes", 1));
    private static final List<String> ONLY =
            List.of(System.getProperty("aiops.chaos.faults", "").split(",", -1));
    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final Duration SETTLED = Duration.ofMinutes(3);

    private final Stack stack = Stack.get();
    private final ChaosReport report = new ChaosReport(SEED);
    private final QuestionLoad questions = new QuestionLoad(stack);
    private final DocumentLoad documents = new DocumentLoad(stack, SEED);
    private final ProcedureLoad procedures = new ProcedureLoad(stack);
    private final MetricLoad metrics = new MetricLoad(stack);
    private final AlertLoad alerts = new AlertLoad(stack);

    @Test
    void everyPromiseIsKeptInAStormOfFaults() throws IOException {
        try (EffectServer effects = new EffectServer(stack)) {
            ChangeLoad changes = new ChangeLoad(stack, effects);
            List<Load> loads = List.of(questions, documents, procedures, metrics, alerts, changes);
            procedures.writeDocument();
            ChaosPlan plan = new ChaosPlan(stack, documents, SEED);
            plan.leftOut().forEach(line -> report.note("left out: " + line));
            Instant begin = Instant.now();
            loads.forEach(Load::start);
            Set<Fault> faults = new LinkedHashSet<>();
            try (Closing ignored = () -> end(loads, faults)) {
                awaitServed(loads, begin, "the beginning");
                storm(plan, loads, begin, faults);
            }
            List<Invariant> invariants = settled(plan, changes);
            String text = report.text(loads, invariants);
            System.getLogger(ChaosIT.class.getName()).log(System.Logger.Level.INFO, text);
            Files.writeString(Path.of("target", "chaos-" + SEED + ".txt"), text);
            assertThat(invariants.stream().filter(invariant -> !invariant.holds()))
                    .as(text)
                    .isEmpty();
        } finally {
            procedures.deleteDocument();
            alerts.resolve();
        }
    }

    /** What is done in any case. */
    private interface Closing extends AutoCloseable {
        @Override
        void close();
    }

    private static void end(List<Load> loads, Set<Fault> faults) {
        loads.forEach(Load::stop);
        faults.forEach(Fault::clearAway);
    }

    private void storm(ChaosPlan plan, List<Load> loads, Instant begin, Set<Fault> faults) {
        Instant end = begin.plus(LENGTH);
        Iterator<Fault> next = Stream.generate(plan::round)
                .flatMap(List::stream)
                .filter(fault -> ONLY.stream().anyMatch(word -> fault.name().contains(word)))
                .iterator();
        while (Instant.now().isBefore(end)) {
            Fault fault = next.next();
            faults.add(fault);
            endure(fault, loads);
        }
    }

    private void endure(Fault fault, List<Load> loads) {
        Instant at = Instant.now();
        System.getLogger(ChaosIT.class.getName()).log(System.Logger.Level.INFO, "seed " + SEED + ": " + fault.name());
        try {
            fault.strike();
            Instant struck = Instant.now();
            Instant until = struck.plus(fault.lasts());
            await().atMost(RECOVERY)
                    .until(() -> Instant.now().isAfter(until)
                            && loads.stream().allMatch(load -> load.attemptsSince(struck) > 0));
        } catch (RuntimeException e) {
            report.done(new ChaosReport.Done(fault.name(), at, Instant.now(), Instant.now()));
            throw new IllegalStateException(fault.name() + " went wrong itself; " + report.faults(), e);
        } finally {
            fault.heal();
        }
        Instant healed = Instant.now();
        try {
            awaitServed(loads, healed, fault.name());
        } finally {
            report.done(new ChaosReport.Done(fault.name(), at, healed, Instant.now()));
        }
    }

    private void awaitServed(List<Load> loads, Instant since, String after) {
        Set<String> waiting = new HashSet<>();
        try {
            await().atMost(RECOVERY).until(() -> {
                waiting.clear();
                loads.stream().filter(load -> !load.servedSince(since)).forEach(load -> waiting.add(load.kind()));
                return waiting.isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            StringBuilder why = new StringBuilder();
            loads.forEach(load ->
                    why.append(load.kind()).append(' ').append(load.reasons()).append('\n'));
            throw new AssertionError(
                    waiting + " not served within " + RECOVERY + " after " + after + "\n" + why + report.faults(), e);
        }
    }

    private List<Invariant> settled(ChaosPlan plan, ChangeLoad changes) {
        WorkInvariants work = new WorkInvariants(stack);
        StateInvariants state = new StateInvariants(stack);
        Instant limit = Instant.now().plus(SETTLED);
        List<Supplier<Invariant>> all = List.of(
                () -> work.questionsEnd(questions),
                () -> work.proceduresEnd(procedures),
                () -> {
                    changes.approve();
                    return work.changesHappenOnce(changes);
                },
                () -> work.callsRunOnce(plan.before()),
                work::dueTimesAreAccountedFor,
                () -> state.alertsAreTold(alerts),
                () -> state.indexEqualsDocuments(documents),
                state::nothingIsStuck,
                () -> state.deadLettersAreOurs(plan),
                state::auditIsWhole);
        List<Invariant> found = new ArrayList<>();
        for (Supplier<Invariant> one : all) {
            found.add(awaitHolding(one, limit));
        }
        return found;
    }

    /** Waits until it holds; the last look counts. */
    private static Invariant awaitHolding(Supplier<Invariant> invariant, Instant limit) {
        Duration left = Duration.between(Instant.now(), limit);
        Duration most = left.compareTo(Duration.ofSeconds(5)) < 0 ? Duration.ofSeconds(5) : left;
        try {
            return await().atMost(most)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptions()
                    .until(invariant::get, Invariant::holds);
        } catch (ConditionTimeoutException e) {
            return invariant.get();
        }
    }
}
