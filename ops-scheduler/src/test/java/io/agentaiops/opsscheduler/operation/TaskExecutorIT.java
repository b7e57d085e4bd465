package io.agentaiops.opsscheduler.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class TaskExecutorIT {

    private final TaskExecutor executor;
    private final TaskStore store;
    private final OtherServices others;

    TaskExecutorIT(TaskExecutor executor, TaskStore store, OtherServices others) {
        this.executor = executor;
        this.store = store;
        this.others = others;
    }

    @ParameterizedTest
    @EnumSource(
            value = Capability.class,
            names = {"HOST_RESOURCES", "LOGS_REVIEW", "BACKUP_VALIDATE", "PROCEDURES_VALIDATE", "OPERATIONS_HISTORY"})
    void everyOwnCapabilityAnswers(Capability capability) {
        Task task = task(capability, Map.of(), Instant.now().plusSeconds(60));

        executor.accept(task);

        OperationCompleted answer = answerTo(task);
        assertThat(answer.summary()).isNotBlank();
        assertThat(answer.outcome()).isIn(OperationCompleted.Outcome.SUCCEEDED, OperationCompleted.Outcome.FAILED);
        assertThat(answer.evidence()).isNotEmpty();
    }

    @Test
    void argumentsThatMakeNoSenseAreRefused() {
        Task task = task(
                Capability.HOST_RESOURCES,
                Map.of("cpu-below", "warm"),
                Instant.now().plusSeconds(60));

        executor.accept(task);

        assertThat(answerTo(task).outcome()).isEqualTo(OperationCompleted.Outcome.REFUSED);
    }

    @Test
    void taskThatComesTooLateIsNotDone() {
        Task task = task(Capability.HOST_RESOURCES, Map.of(), Instant.now().minusSeconds(1));

        executor.accept(task);

        assertThat(answerTo(task).outcome()).isEqualTo(OperationCompleted.Outcome.TIMED_OUT);
    }

    @Test
    void taskThatADeadReplicaTookIsTakenUpWhenItsLeaseIsOver() {
        Instant now = Instant.now();
        Task task = task(Capability.PROCEDURES_VALIDATE, Map.of(), now.plusSeconds(60));
        store.accept(task, now.minusSeconds(60));
        store.claim(task.operationId(), now.minusSeconds(60), Duration.ofSeconds(20));

        assertThat(answerTo(task).outcome()).isEqualTo(OperationCompleted.Outcome.FAILED);
    }

    @Test
    void taskThatALivingReplicaTookIsLeftAlone() {
        Instant now = Instant.now();
        Task task = task(Capability.PROCEDURES_VALIDATE, Map.of(), now.plusSeconds(60));
        store.accept(task, now.minusSeconds(60));
        store.claim(task.operationId(), now, Duration.ofSeconds(60));

        executor.takeUpAbandoned();

        assertThat(store.abandoned(now, now, 100)).doesNotContain(task.operationId());
        assertThat(answers(task)).isEmpty();
    }

    @Test
    void hostIsMeasuredAgainAndAgain() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(others.heard(MetricSampled.class))
                        .extracting(MetricSampled::metric)
                        .contains("host.cpu.usage", "host.memory.usage", "host.disk.free"));
    }

    private OperationCompleted answerTo(Task task) {
        await().atMost(Duration.ofSeconds(30)).until(() -> !answers(task).isEmpty());
        return answers(task).getFirst();
    }

    private List<OperationCompleted> answers(Task task) {
        return others.heard(OperationCompleted.class).stream()
                .filter(event -> event.operationId().equals(task.operationId().toString()))
                .toList();
    }

    private static Task task(Capability capability, Map<String, Object> arguments, Instant deadline) {
        return new Task(UUID.fromString(Ids.next()), Ids.next(), capability, arguments, false, deadline);
    }
}
