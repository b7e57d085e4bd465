package io.agentaiops.local.stack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.agentaiops.local.process.LocalProcess;
import io.agentaiops.local.process.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;

/**
 * What is recorded of a component that was started.
 *
 * @param name the component
 * @param pid its process
 * @param startTicks the start time of the process as the kernel counts it
 * @param stopSignal how it is asked to end
 * @param port where it listens
 * @param order how many components of the stack were started before it
 * @param version what it was started from; another one now means that it is to be restarted
 * @param startedAt when it was started
 * @param readyMillis how long it took until it answered
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunState(
        String name,
        long pid,
        long startTicks,
        LocalProcess.Signal stopSignal,
        int port,
        int order,
        String version,
        Instant startedAt,
        long readyMillis) {

    static RunState begun(LocalProcess process, int port, int order, String version, Instant now) {
        return new RunState(
                process.name(),
                process.identity().pid(),
                process.identity().startTicks(),
                process.stopSignal(),
                port,
                order,
                version,
                now,
                0);
    }

    RunState readyAfter(Duration took) {
        return new RunState(name, pid, startTicks, stopSignal, port, order, version, startedAt, took.toMillis());
    }

    /** The process that the record tells of. */
    public LocalProcess process() {
        return new LocalProcess(name, new ProcessIdentity(pid, startTicks), stopSignal);
    }
}
