package io.agentaiops.toolrunner.builtin.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.toolrunner.egress.TestServer;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolOutcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostToolsTest {

    @Test
    void processesListThisOneByItsName() throws InterruptedException {
        String pid = Long.toString(ProcessHandle.current().pid());

        ToolOutcome outcome = run(new ProcessesTool(), Map.of("name", "java", "sort", "memory", "limit", 50));

        assertThat(outcome.output()).contains("PID USER").containsPattern("(?m)^ *" + pid + " ");
    }

    @Test
    void processesAreCounted() throws InterruptedException {
        assertThat(run(new ProcessesTool(), Map.of("limit", 3)).output().lines())
                .hasSize(5);
    }

    @Test
    void listenerIsFoundByItsPort() throws InterruptedException {
        try (TestServer server = new TestServer()) {
            ToolOutcome outcome = run(new PortsTool(), Map.of("port", server.port()));

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.output())
                    .contains("127.0.0.1:" + server.port())
                    .contains("listening")
                    .contains(ProcessHandle.current().pid() + " java");
        }
    }

    @Test
    void portThatNobodyListensOnIsSaidToBeFree() throws InterruptedException {
        TestServer server = new TestServer();
        int port = server.port();
        server.close();

        ToolOutcome outcome = run(new PortsTool(), Map.of("port", port));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).isEqualTo("Nobody listens on port " + port + ".\n");
    }

    @Test
    void toolsTestThemselves() {
        assertThat(new ProcessesTool().selfTest().passed()).isTrue();
        assertThat(new PortsTool().selfTest().passed()).isTrue();
    }

    private static ToolOutcome run(Tool tool, Map<String, Object> arguments) throws InterruptedException {
        return ((Preparation.Ready) tool.prepare(arguments)).run().run(null);
    }
}
