package io.agentaiops.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was asked for counts until something else is asked for, and decides which processes there are. */
class ReplicaCountsTest {

    @TempDir
    private Path folder = Path.of("");

    private Stack stack = Stack.of(Path.of(""), 0, Map.of());

    @BeforeEach
    void layOut() {
        stack = Stack.of(folder, 0, Map.of("AIOPS_HOME", folder.resolve("home").toString()));
        stack.home().create();
    }

    @Test
    void whatWasAskedForIsRememberedAndChangedServiceByService() {
        ask("tool-runner=3, agent-gateway=2");
        ask("tool-runner=1");

        ReplicaCounts counts = ReplicaCounts.of(stack.home());
        assertThat(counts.of(Service.TOOL_RUNNER)).isEqualTo(1);
        assertThat(counts.of(Service.AGENT_GATEWAY)).isEqualTo(2);
        assertThat(counts.of(Service.RAG_INDEXER)).isEqualTo(1);
    }

    @Test
    void severalReplicasStandBehindABalancerAndOneStandsAlone() {
        ask("tool-runner=2");

        assertThat(Formation.of(stack, Service.TOOL_RUNNER).names())
                .containsExactly("balancer-tool-runner", "tool-runner-1", "tool-runner-2");
        assertThat(Formation.of(stack, Service.AGENT_GATEWAY).names()).containsExactly("agent-gateway");
        assertThat(Components.ports(stack)).doesNotContainKey("tool-runner").containsKeys("tool-runner-2");
    }

    @Test
    void componentsAreKnownByTheServiceThatTheyBelongTo() {
        assertThat(Service.of("tool-runner-2")).hasValue(Service.TOOL_RUNNER);
        assertThat(Service.of("balancer-tool-runner")).hasValue(Service.TOOL_RUNNER);
        assertThat(Service.of("tool-runner")).hasValue(Service.TOOL_RUNNER);
        assertThat(Service.of("tool-runner-x")).isEmpty();
        assertThat(Service.of("kafka")).isEmpty();
        assertThat(stack.home().trained("tool-runner-2")).isEqualTo(stack.home().trained("tool-runner"));
    }

    @Test
    void fileThatIsNotUnderstoodIsNamed() throws Exception {
        Files.writeString(stack.home().replicas(), "{\"tool-runner\": 40}");

        assertThatThrownBy(() -> ReplicaCounts.of(stack.home()))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("replicas.json is not understood")
                .hasMessageContaining("delete it");
    }

    private void ask(String text) {
        ReplicaCounts.parse(text).over(ReplicaCounts.of(stack.home())).save(stack.home());
    }
}
