package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.agentaiops.agentgateway.testing.OllamaServer.Turn;
import io.agentaiops.agentgateway.testing.TestPlatform;
import io.agentaiops.agentgateway.testing.ToolRunnerStandIn;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Somebody stops a run. */
@QuarkusTest
class StoppedRunIT extends Journey {

    private static final String QUESTION = "The disk of a server is filling up, what do I do?";
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject
    ToolRunnerStandIn toolRunner;

    @Inject
    Jdbi jdbi;

    @Test
    void aStoppedRunStopsTheModelAndAllFurtherCalls() {
        plays(new Turn.Hangs(List.of("Let me ")), calls("df -h"));
        String runId = askLater(Map.of("text", QUESTION, "mode", "model"));
        await().atMost(LONG).until(() -> events(runId, "token") == 1);

        asAdmin()
                .post("/api/v1/runs/" + runId + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled"));

        List<Sse> told = follow(request("/api/v1/runs/" + runId + "/events"));
        assertThat(told.getLast().name()).isEqualTo("done");
        assertThat(told.getLast().json().getString("reason")).contains("stopped by");
        assertThat(TestPlatform.OLLAMA.requests()).hasSize(1);
        assertThat(toolRunner.requests(runId)).isEmpty();
        asAdmin().post("/api/v1/runs/" + runId + "/cancel").then().statusCode(409);
    }

    @Test
    void whatAStoppedRunHadAskedForIsStillNotedAndChangesNothingElse() {
        plays(calls("sleep 3"));
        String runId = askLater(Map.of("text", QUESTION, "mode", "model"));
        ToolCallRequested call = toolRunner.waitsForResults(runId, 1).getFirst();
        asAdmin()
                .post("/api/v1/runs/" + runId + "/cancel")
                .then()
                .statusCode(200)
                .body("steps[0].state", equalTo("no-result"))
                .body("steps[0].reason", containsString("stopped the run"));

        toolRunner.answer(call, "slept");

        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> state(runId, 0).equals("succeeded"));
        JsonPath run = asAdmin().get("/api/v1/runs/" + runId).jsonPath();
        assertThat(run.getString("state")).isEqualTo("cancelled");
        assertThat(run.getString("answer")).isNull();
        assertThat(TestPlatform.OLLAMA.requests()).hasSize(1);
    }

    @Test
    void aToolThatRunsIsCalledBack() {
        plays(calls("sleep 4"));
        String runId = askLater(Map.of("text", QUESTION, "mode", "model"));
        String callId = toolRunner.waitsForResults(runId, 1).getFirst().callId();

        asAdmin().post("/api/v1/runs/" + runId + "/cancel").then().statusCode(200);

        await().atMost(LONG).until(() -> !toolRunner.calledBack(runId).isEmpty());
        assertThat(toolRunner.calledBack(runId)).singleElement().satisfies(call -> {
            assertThat(call.callId()).isEqualTo(callId);
            assertThat(call.principal()).isEqualTo("admin");
        });
    }

    @Test
    void whatItHadAskedPeopleForIsWithdrawn() {
        plays(calls("sleep 6"), calls("journalctl --vacuum-size=100M"), new Turn.Hangs(List.of("Wait")));
        String runId = askLater(Map.of("text", QUESTION, "mode", "model"));
        toolRunner.answer(toolRunner.waitsForResults(runId, 1).getFirst(), "slept");
        String approval = await().atMost(LONG)
                .until(
                        () -> asAdmin().get("/api/v1/runs/" + runId).jsonPath().getString("approvals[0].approvalId"),
                        id -> id != null);

        asAdmin().post("/api/v1/runs/" + runId + "/cancel").then().statusCode(200);

        asAdmin()
                .get("/api/v1/runs/" + runId)
                .then()
                .body("approvals[0].state", equalTo("withdrawn"))
                .body("steps[1].state", equalTo("no-result"));
        asAdmin()
                .get("/api/v1/approvals/" + approval)
                .then()
                .statusCode(200)
                .body("state", equalTo("withdrawn"))
                .body("reason", equalTo("the run was stopped"));
        asAdmin()
                .body(Map.of("decision", "approve", "reason", "late"))
                .post("/api/v1/approvals/" + approval)
                .then()
                .statusCode(409);
    }

    private long events(String runId, String name) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from run_event where run_id = :id and name = :name")
                        .bind("id", runId)
                        .bind("name", name)
                        .mapTo(Long.class)
                        .one());
    }

    private static String state(String runId, int step) {
        return asAdmin().get("/api/v1/runs/" + runId).jsonPath().getString("steps[" + step + "].state");
    }

    private static Turn.Calls calls(String command) {
        return new Turn.Calls("terminal", new JsonObject().put("command", command));
    }

    private static void plays(Turn... turns) {
        TestPlatform.OLLAMA.plays(turns);
        asAdmin().get("/api/v1/models").then().statusCode(200);
    }
}
