package io.agentaiops.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StackPortsTest {

    @Test
    void offsetMovesEveryPort() {
        StackPorts ports = new StackPorts(1000);

        assertThat(ports.kafka()).isEqualTo(10_092);
        assertThat(ports.postgres()).isEqualTo(6432);
        assertThat(ports.openSearch()).isEqualTo(10_200);
        assertThat(ports.url(Service.TOOL_RUNNER)).isEqualTo("http://127.0.0.1:9081");
    }

    @Test
    void everyReplicaAndBalancerHasAPortOfItsOwnBelowThoseOfTheNextStack() {
        StackPorts ports = new StackPorts(0);
        List<Integer> all = new ArrayList<>();
        for (Service service : Service.values()) {
            all.add(ports.of(service));
            all.add(ports.balancerAdmin(service));
            for (int number = 1; number <= ReplicaCounts.MOST; number++) {
                all.add(ports.replica(service, number));
            }
        }

        assertThat(all).doesNotHaveDuplicates().allMatch(port -> port >= 8080 && port < 8180);
        assertThat(ports.replica(Service.TOOL_RUNNER, 2)).isEqualTo(8101);
        assertThat(new StackPorts(1000).replica(Service.TOOL_RUNNER, 2)).isEqualTo(9101);
    }

    @Test
    void offsetBeyondTheLastPortIsRefused() {
        assertThatThrownBy(() -> new StackPorts(60_000)).hasMessageContaining("between 0 and 56235");
        assertThatThrownBy(() -> new StackPorts(-1)).hasMessageContaining("is -1");
    }

    @Test
    void secondStackOfACheckoutHasAFolderOfItsOwn() {
        assertThat(StackHome.of(Path.of("/x"), Optional.empty(), 0).folder()).isEqualTo(Path.of("/x/.aiops"));
        assertThat(StackHome.of(Path.of("/x"), Optional.empty(), 100).folder())
                .isEqualTo(Path.of("/x/.aiops/offset-100"));
        assertThat(StackHome.of(Path.of("/x"), Optional.of("/data/ops"), 100).folder())
                .isEqualTo(Path.of("/data/ops"));
    }

    @Test
    void engineOfTheEnvironmentIsUsedAndNotStartedHere() {
        Stack stack = Stack.of(Path.of("/x"), 0, Map.of("OPENSEARCH_HOSTS", "search:9200", "AIOPS_DB_URL", " "));

        assertThat(stack.openSearchHosts()).isEqualTo("search:9200");
        assertThat(stack.external().named()).containsOnlyKeys("opensearch");
        assertThat(Components.ports(stack)).doesNotContainKey("opensearch").containsKeys("kafka", "postgres");
    }
}
