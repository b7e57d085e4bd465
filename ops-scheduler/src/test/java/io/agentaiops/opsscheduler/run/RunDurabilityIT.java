package io.agentaiops.opsscheduler.run;

import static io.agentaiops.opsscheduler.testing.Callers.operator;
import static io.agentaiops.opsscheduler.testing.ProcedureRuns.awaitEnd;
import static io.agentaiops.opsscheduler.testing.ProcedureRuns.get;
import static io.agentaiops.opsscheduler.testing.ProcedureRuns.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RunDurabilityIT {

    private final OtherServices others;
    private final RunStore store;
    private final Jdbi jdbi;

    RunDurabilityIT(OtherServices others, RunStore store, Jdbi jdbi) {
        this.others = others;
        this.store = store;
        this.jdbi = jdbi;
    }

    @Test
    void stepWithoutAnAnswerTimesOutAndALateAnswerChangesNothing() {
        String runId = start("slow");
        JsonPath run = awaitEnd(runId);
        assertThat(run.getList("steps.state")).isEqualTo(List.of("timed-out"));

        OperationRequested request = others.heard(OperationRequested.class).stream()
                .filter(event -> event.runId().equals(runId))
                .findFirst()
                .orElseThrow();
        others.say(new OperationCompleted(
                request.operationId(),
                runId,
                request.capability(),
                OperationCompleted.Outcome.SUCCEEDED,
                "late",
                java.util.Map.of(),
                1,
                java.time.Instant.now()));

        await().during(Duration.ofMillis(800))
                .untilAsserted(
                        () -> assertThat(get(runId).getList("steps.state")).isEqualTo(List.of("timed-out")));
    }

    @Test
    void repeatedResultCountsOnce() {
        String runId = start("silent");
        await().untilAsserted(() -> assertThat(others.callsOf(runId)).hasSize(1));
        ToolCallRequested first = others.callsOf(runId).getFirst();

        others.say(OtherServices.result(first, true, null));
        others.say(OtherServices.result(first, false, "a second result"));
        await().untilAsserted(() -> assertThat(others.callsOf(runId)).hasSizeGreaterThanOrEqualTo(2));
        others.say(OtherServices.result(others.callsOf(runId).get(1), true, null));

        JsonPath run = awaitEnd(runId);
        assertThat(run.getList("steps.state")).isEqualTo(List.of("succeeded", "succeeded"));
        assertThat(others.callsOf(runId)).hasSize(2);
    }

    @Test
    void runThatADeadReplicaLeftGoesOn() {
        others.answerTool("continue-first", true);
        others.answerTool("continue-second", true);
        UUID id = UUID.fromString(io.agentaiops.eventbus.Ids.next());
        // As a replica leaves it that stored the run and died before it began the first step.
        Run template = store.find(UUID.fromString(awaitEnd(start("continues")).getString("runId")))
                .orElseThrow();
        QuarkusTransaction.requiringNew().run(() -> {
            store.insert(new Run(
                    id,
                    template.procedureId(),
                    template.procedureVersion(),
                    template.path(),
                    template.title(),
                    template.severity(),
                    "ada",
                    Trigger.PERSON,
                    false,
                    RunState.QUEUED,
                    template.createdAt(),
                    null,
                    null,
                    null,
                    null,
                    false,
                    template.steps().stream()
                            .map(step -> new StepRun(
                                    step.position(),
                                    step.stepId(),
                                    step.title(),
                                    step.action(),
                                    step.timeout(),
                                    step.onFailure(),
                                    step.needsApproval(),
                                    StepRun.Rules.PLAIN,
                                    StepState.PENDING,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    "",
                                    java.util.Map.of()))
                            .toList()));
            jdbi.useHandle(handle -> handle.createUpdate("update run set wake_at = now() where id = :id")
                    .bind("id", id)
                    .execute());
        });

        assertThat(awaitEnd(id.toString()).getString("state")).isEqualTo("succeeded");
        assertThat(others.callsOf(id.toString())).hasSize(2);
    }

    @Test
    void cancelledRunEndsAtOnce() {
        String runId = start("silent");
        await().untilAsserted(() -> assertThat(others.callsOf(runId)).hasSize(1));

        operator()
                .post("/api/v1/operations/" + runId + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled"))
                .body("steps.state", contains("cancelled", "skipped"));
        operator().post("/api/v1/operations/" + runId + "/cancel").then().statusCode(200);
    }
}
