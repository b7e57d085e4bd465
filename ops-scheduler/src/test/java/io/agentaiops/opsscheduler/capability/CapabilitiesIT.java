package io.agentaiops.opsscheduler.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class CapabilitiesIT {

    private final OtherServices others;

    CapabilitiesIT(OtherServices others) {
        this.others = others;
    }

    @ParameterizedTest
    @EnumSource(
            value = Capability.class,
            names = {"HOST_RESOURCES", "LOGS_REVIEW", "BACKUP_VALIDATE", "PROCEDURES_VALIDATE", "OPERATIONS_HISTORY"})
    void everyOwnCapabilityAnswersWithEvidence(Capability capability) {
        OperationCompleted answer = ask(capability, Map.of());

        assertThat(answer.summary()).isNotBlank();
        assertThat(answer.evidence()).isNotEmpty();
        assertThat(answer.outcome()).isIn(OperationCompleted.Outcome.SUCCEEDED, OperationCompleted.Outcome.FAILED);
    }

    @Test
    void argumentsThatMakeNoSenseAreRefused() {
        assertThat(ask(Capability.HOST_RESOURCES, Map.of("cpu-below", "warm")).outcome())
                .isEqualTo(OperationCompleted.Outcome.REFUSED);
        assertThat(ask(Capability.LOGS_REVIEW, Map.of("window", "long")).outcome())
                .isEqualTo(OperationCompleted.Outcome.REFUSED);
    }

    @Test
    void taskForAPersonIsNotPretendedToBeDone() {
        assertThat(ask(Capability.PERSON_CONFIRM, Map.of("question", "Done?")).evidence())
                .containsEntry("confirmed", false);
    }

    @Test
    void hostIsMeasuredAgainAndAgain() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(others.heard(MetricSampled.class))
                        .extracting(MetricSampled::metric)
                        .contains("host.cpu.usage", "host.memory.usage", "host.disk.free"));
    }

    private OperationCompleted ask(Capability capability, Map<String, Object> arguments) {
        String id = Ids.next();
        others.say(new OperationRequested(
                id,
                Ids.next(),
                capability.id(),
                arguments,
                "ada",
                false,
                Instant.now().plusSeconds(60)));
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> others.heard(OperationCompleted.class).stream()
                                .filter(event -> event.operationId().equals(id))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
