package io.agentaiops.toolrunner.operation;

import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted.Outcome;
import io.agentaiops.toolrunner.operation.ToolStatistics.Usage;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does what is asked for. Must have no lasting effect: an interrupted operation is done again. */
@ApplicationScoped
class OperationExecutor {

    private static final Duration DEFAULT_WINDOW = Duration.ofDays(7);

    private final ToolRegistry registry;
    private final ToolStatistics statistics;
    private final Clock clock;

    OperationExecutor(ToolRegistry registry, ToolStatistics statistics, Clock clock) {
        this.registry = registry;
        this.statistics = statistics;
        this.clock = clock;
    }

    OperationResult carryOut(ToolOperation operation) {
        Optional<Capability> capability = Capability.of(operation.capability());
        if (capability.isEmpty()) {
            return OperationResult.refused("tool-runner cannot do '" + operation.capability() + "'.");
        }
        return switch (capability.get()) {
            case TOOLS_STATISTICS -> usage(operation);
            case TOOLS_SELF_TEST -> selfTest(operation);
            default -> OperationResult.refused("'" + operation.capability() + "' is not tool-runner's.");
        };
    }

    private OperationResult usage(ToolOperation operation) {
        Optional<Duration> window = window(operation.arguments().get("window"));
        if (window.isEmpty()) {
            return OperationResult.refused(
                    "window must be a number of days, hours or minutes, such as 7d, 24h or 30m.");
        }
        if (operation.dryRun()) {
            return new OperationResult(Outcome.SUCCEEDED, "Would count the tool calls of the window.", Map.of());
        }
        List<Usage> tools = statistics.since(clock.instant().minus(window.get()));
        long calls = tools.stream().mapToLong(Usage::calls).sum();
        long ran = tools.stream().mapToLong(Usage::ran).sum();
        long succeeded = tools.stream().mapToLong(Usage::succeeded).sum();
        String rate =
                ran == 0 ? "none ran" : "%.1f %% of %d that ran succeeded".formatted(100.0 * succeeded / ran, ran);
        return new OperationResult(
                Outcome.SUCCEEDED,
                calls + " tool calls in the last " + text(window.get()) + ", " + rate + ".",
                Map.of("windowHours", window.get().toHours(), "calls", calls, "tools", tools));
    }

    private OperationResult selfTest(ToolOperation operation) {
        Object name = operation.arguments().get("tool");
        List<Tool> tools = registry.all().stream()
                .filter(tool -> name == null || tool.description().name().equals(name))
                .toList();
        if (tools.isEmpty()) {
            return OperationResult.refused("There is no tool '" + name + "'.");
        }
        if (operation.dryRun()) {
            return new OperationResult(Outcome.SUCCEEDED, "Would test " + tools.size() + " tools.", Map.of());
        }
        List<Map<String, Object>> results = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Tool tool : tools) {
            String tested = tool.description().name();
            Tool.SelfTest test = tool.selfTest();
            results.add(Map.of("tool", tested, "passed", test.passed(), "summary", test.summary()));
            if (!test.passed()) {
                failed.add(tested + ": " + test.summary());
            }
        }
        return new OperationResult(
                failed.isEmpty() ? Outcome.SUCCEEDED : Outcome.FAILED,
                failed.isEmpty() ? "All " + tools.size() + " tools work." : String.join("; ", failed),
                Map.of("tools", results));
    }

    private static Optional<Duration> window(@Nullable Object written) {
        if (written == null) {
            return Optional.of(DEFAULT_WINDOW);
        }
        String text = written.toString();
        if (!text.matches("[1-9][0-9]{0,4}[dhm]")) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return Optional.of(
                switch (text.charAt(text.length() - 1)) {
                    case 'd' -> Duration.ofDays(number);
                    case 'h' -> Duration.ofHours(number);
                    default -> Duration.ofMinutes(number);
                });
    }

    private static String text(Duration window) {
        if (window.toHours() % 24 != 0) {
            return window.toMinutes() + " minutes";
        }
        return window.toDays() == 1 ? "day" : window.toDays() + " days";
    }
}
