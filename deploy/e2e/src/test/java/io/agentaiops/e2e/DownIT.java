package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs last: what was started is gone without a trace. */
@Order(Integer.MAX_VALUE)
class DownIT {

    private static final List<String> COMPONENTS = List.of(
            "kafka",
            "postgres",
            "opensearch",
            "agent-gateway",
            "tool-runner",
            "rag-indexer",
            "ops-scheduler",
            "alert-router");

    private final Stack stack = Stack.get();

    @Test
    void downStopsEveryProcessAndFreesEveryPort() {
        List<ProcessHandle> processes = COMPONENTS.stream().map(stack::process).toList();
        assertThat(processes).allMatch(ProcessHandle::isAlive);

        Cli.Result down = stack.down();

        assertThat(down.exitCode()).as(down.output()).isZero();
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(processes).noneMatch(DownIT::isRunning));
        assertThat(stack.ports()).allMatch(FreePorts::isFree);
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .arguments()
                                .map(arguments -> String.join(" ", arguments)
                                        .contains(stack.home().toString()))
                                .orElse(false)))
                .isEmpty();
    }

    /** One that has ended and was only not yet collected by its parent does not count. */
    private static boolean isRunning(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return process.isAlive()
                    && !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
        } catch (IOException e) {
            return false;
        }
    }
}
