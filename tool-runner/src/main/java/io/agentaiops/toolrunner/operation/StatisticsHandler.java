package io.agentaiops.toolrunner.operation;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.toolrunner.operation.ToolStatistics.Usage;
import io.agentaiops.toolrunner.retention.CallPurge;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code tools.statistics}: how the tools were used, and how often they succeeded. */
@ApplicationScoped
class StatisticsHandler implements CapabilityHandler {

    private static final Duration WEEK = Duration.ofDays(7);

    private final ToolStatistics statistics;
    private final CallPurge purge;
    private final Clock clock;

    StatisticsHandler(ToolStatistics statistics, CallPurge purge, Clock clock) {
        this.statistics = statistics;
        this.purge = purge;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.TOOLS_STATISTICS;
    }

    @Override
    public Finding perform(Operation operation) {
        Duration window = operation.arguments().duration("window", WEEK);
        List<Usage> tools = statistics.since(clock.instant().minus(window));
        long calls = tools.stream().mapToLong(Usage::calls).sum();
        long ran = tools.stream().mapToLong(Usage::ran).sum();
        long succeeded = tools.stream().mapToLong(Usage::succeeded).sum();
        String rate =
                ran == 0 ? "none ran" : "%.1f %% of %d that ran succeeded".formatted(100.0 * succeeded / ran, ran);
        return Finding.good(
                calls + " tool calls in the last " + text(window) + ", " + rate + ".",
                Map.of(
                        "windowHours",
                        window.toHours(),
                        "calls",
                        calls,
                        "tools",
                        tools,
                        "beyondTerm",
                        purge.beyondTerm()));
    }

    private static String text(Duration window) {
        if (window.toHours() % 24 != 0) {
            return window.toMinutes() + " minutes";
        }
        return window.toDays() == 1 ? "day" : window.toDays() + " days";
    }
}
