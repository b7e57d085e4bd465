package io.agentaiops.opsscheduler.emergency;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.opsscheduler.procedure.Kind;
import io.agentaiops.opsscheduler.procedure.OnFailure;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalogs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The runbooks of the repository, as alerts find them. */
class ShippedRunbooksTest {

    private static final List<Procedure> SHIPPED = ProcedureCatalogs.of(Path.of(
                    Objects.requireNonNull(System.getProperty("aiops.root.dir"), "aiops.root.dir"), "documents"))
            .current()
            .all();

    @Test
    void gatewayThatIsDownBeginsTheRunbookForIt() {
        assertThat(begun(Map.of("alertname", "ServiceDown", "service", "agent-gateway", "severity", "critical")))
                .containsExactly("agent-not-responding");
        assertThat(begun(Map.of("alertname", "ServiceDown", "service", "rag-indexer")))
                .isEmpty();
        assertThat(begun(Map.of("alertname", "HighErrorRate", "service", "agent-gateway")))
                .isEmpty();
    }

    @Test
    void otherEmergenciesBeginTheirs() {
        assertThat(begun(Map.of("alertname", "OllamaDown"))).containsExactly("ollama-service-failure");
        assertThat(begun(Map.of("alertname", "ToolFailing", "tool", "terminal")))
                .containsExactly("tool-execution-failures");
        assertThat(begun(Map.of("alertname", "HighMemoryUsage"))).containsExactly("memory-performance-issues");
    }

    @Test
    void runbookForTheGatewayComesToItsEndAlthoughTheGatewayDoesNotAnswer() {
        Procedure runbook = SHIPPED.stream()
                .filter(procedure -> procedure.id().equals("agent-not-responding"))
                .findFirst()
                .orElseThrow();

        assertThat(runbook.steps())
                .allSatisfy(
                        step -> assertThat(step.onFailure()).as(step.title()).isNotEqualTo(OnFailure.STOP));
        assertThat(runbook.steps().stream().map(step -> step.timeout()).reduce(Duration.ZERO, Duration::plus))
                .as("before level 2 is called")
                .isLessThan(Duration.ofMinutes(15));
        assertThat(runbook.steps()).noneMatch(step -> step.needsApproval());
    }

    private static List<String> begun(Map<String, String> labels) {
        return SHIPPED.stream()
                .filter(procedure -> procedure.kind() == Kind.EMERGENCY)
                .filter(procedure -> AlertRunbooks.applies(procedure, labels))
                .map(Procedure::id)
                .toList();
    }
}
