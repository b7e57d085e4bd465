package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(stack.ports()).allMatch(Stack::isFree);
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .arguments()
                                .map(arguments -> String.join(" ", arguments)
                                        .contains(stack.home().toString()))
                                .orElse(false)))
                .isEmpty();
    }
}
