package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.Saturation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Counts how calls end. */
@ApplicationScoped
class CallMetrics {

    private final MeterRegistry meters;
    private final ToolRegistry tools;

    CallMetrics(MeterRegistry meters, ToolRegistry tools) {
        this.meters = meters;
        this.tools = tools;
        for (Tool tool : tools.all()) {
            for (CallState state : CallState.values()) {
                if (state.isFinal()) {
                    counter(tool.description().name(), state).increment(0);
                }
            }
        }
    }

    void completed(String tool, CallResult result) {
        // Callers choose the names: only those that exist become a label.
        String label = tools.find(tool).isPresent() ? tool : "unknown";
        counter(label, result.state()).increment();
        if (result.sandbox() != null) {
            meters.timer("aiops.tool.runner.call.duration", "tool", label)
                    .record(Duration.ofMillis(result.durationMs()));
        }
    }

    /** A call began after that long in the queue. */
    void started(String tool, Duration waited) {
        meters.timer(
                        "aiops.tool.runner.queue.duration",
                        "tool",
                        tools.find(tool).isPresent() ? tool : "unknown")
                .record(waited);
    }

    /** How many calls wait in this replica's memory. */
    void watch(CallQueue queue) {
        meters.gauge("aiops.tool.runner.queue.depth", queue, CallQueue::size);
        Saturation.watch(meters, "tool-calls", queue, CallQueue::size, queue.capacity());
    }

    private Counter counter(String tool, CallState state) {
        return meters.counter("aiops.tool.runner.calls", "tool", tool, "state", state.label());
    }
}
