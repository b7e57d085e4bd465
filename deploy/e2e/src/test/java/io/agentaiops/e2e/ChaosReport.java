package io.agentaiops.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a storm did and what became of the platform in it, to be read by a person. */
final class ChaosReport {

    /**
     * A fault that was done.
     *
     * @param name what was done
     * @param at when it struck
     * @param healed when it was put right from outside
     * @param settled when every kind of load was served again
     */
    record Done(String name, Instant at, Instant healed, Instant settled) {}

    private final long seed;
    private final Instant begin = Instant.now();
    private final List<Done> done = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    ChaosReport(long seed) {
        this.seed = seed;
    }

    void done(Done fault) {
        done.add(fault);
    }

    void note(String line) {
        notes.add(line);
    }

    /** The faults so far: with the seed, all that is needed to do it again. */
    String faults() {
        StringBuilder text = new StringBuilder("seed " + seed + ", faults:\n");
        for (Done fault : done) {
            text.append("  %6.1f s  %s%n".formatted(seconds(begin, fault.at()), fault.name()));
        }
        return text.toString();
    }

    String text(List<Load> loads, List<Invariant> invariants) {
        StringBuilder text = new StringBuilder(
                "Chaos, seed %d, %d faults in %.0f s%n".formatted(seed, done.size(), seconds(begin, Instant.now())));
        notes.forEach(note -> text.append("  ").append(note).append('\n'));
        faultTable(text, loads);
        loadTable(text, loads);
        text.append("\nInvariants\n");
        for (Invariant invariant : invariants) {
            text.append("  %-6s %s: %s%n"
                    .formatted(invariant.holds() ? "holds" : "BROKEN", invariant.name(), invariant.numbers()));
            invariant.violations().stream()
                    .limit(Invariant.SHOWN)
                    .forEach(violation ->
                            text.append("           ").append(violation).append('\n'));
        }
        return text.toString();
    }

    private void faultTable(StringBuilder text, List<Load> loads) {
        text.append("\nFaults, and after how many seconds each load was served again (-: never refused)\n");
        text.append("  %7s %-52s %6s".formatted("at", "fault", "healed"));
        loads.forEach(load -> text.append(" %10s".formatted(load.kind())));
        text.append('\n');
        for (Done fault : done) {
            text.append("  %7.1f %-52s %6.1f"
                    .formatted(seconds(begin, fault.at()), fault.name(), seconds(fault.at(), fault.healed())));
            for (Load load : loads) {
                String outage = load.outage(fault.at(), fault.settled())
                        .map(time -> String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0))
                        .orElse("-");
                text.append(" %10s".formatted(outage));
            }
            text.append('\n');
        }
    }

    private static void loadTable(StringBuilder text, List<Load> loads) {
        text.append("\nLoad\n");
        text.append("  %-12s %9s %9s %11s  %s%n".formatted("kind", "accepted", "refused", "unanswered", "why"));
        for (Load load : loads) {
            text.append("  %-12s %9d %9d %11d  %s%n"
                    .formatted(
                            load.kind(),
                            load.count(Load.Outcome.ACCEPTED),
                            load.count(Load.Outcome.REFUSED),
                            load.count(Load.Outcome.UNKNOWN),
                            load.reasons()));
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
