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

/**
 * What a kill leaves behind is written into the tables, as the dead replica would have left it, and this replica is
 * watched as it takes over.
 */
@QuarkusTest
class DurableRunIT extends Journey {

    private static final String QUESTION = "The disk of a server is filling up, what do I do?";
    private static final Duration TAKEOVER = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(20);

    /** As long as a lease that a replica renewed just before it was killed. */
    private static final String JUST_KILLED = "update run set state = 'running', lease_owner = 'dead',"
            + " lease_until = clock_timestamp() + interval '6 seconds' where id = ?";

    @Inject
    ToolRunnerStandIn toolRunner;

    @Inject
    Jdbi jdbi;

    @Test
    void aReplicaKilledRightAfterItTookTheLeaseIsFollowedWithinTenSeconds() {
        String runId = runAsJustAccepted();
        jdbi.useHandle(handle -> handle.execute(JUST_KILLED, runId));

        JsonPath run = ended(runId, TAKEOVER);

        assertThat(run.getString("state")).isEqualTo("succeeded");
        assertThat(run.getList("steps")).hasSize(3);
    }

    @Test
    void aReplicaKilledBeforeItStartedWhatItAcceptedIsFollowed() {
        String runId = runAsJustAccepted();
        jdbi.useHandle(handle -> handle.execute(
                "update run set state = 'queued', lease_owner = null, lease_until = null, due_at = now() where id = ?",
                runId));

        assertThat(ended(runId, TAKEOVER).getString("state")).isEqualTo("succeeded");
    }

    @Test
    void aReplicaKilledRightAfterItStoredTheLastResultIsFollowedAndNoToolRunsTwice() {
        plays(calls("sleep 5"), new Turn.Says(List.of("It slept [1].")));
        String runId = askLater(Map.of("text", QUESTION, "mode", "model"));
        toolRunner.waitsForResults(runId, 1);

        jdbi.useHandle(handle -> {
            handle.execute("update run_step set state = 'succeeded', ended_at = now() where run_id = ?", runId);
            handle.execute(JUST_KILLED, runId);
        });

        JsonPath run = ended(runId, TAKEOVER);
        assertThat(run.getString("mode")).isEqualTo("model");
        assertThat(run.getString("answer")).startsWith("It slept [1].");
        assertThat(toolRunner.requests(runId)).hasSize(1);
        assertThat(run.getInt("usage.modelTurns")).isEqualTo(2);
    }

    @Test
    void aRunThatCannotBeReadKeepsNoOtherFromBeingFollowed() {
        String broken = runAsJustAccepted();
        jdbi.useHandle(handle -> handle.execute(
                "update run set question = 'x', state = 'queued', lease_until = null, due_at = now() - interval '1 day'"
                        + " where id = ?",
                broken));
        String runId = runAsJustAccepted();
        jdbi.useHandle(handle -> handle.execute(
                "update run set lease_owner = null, lease_until = null, due_at = now() where id = ?", runId));

        assertThat(ended(runId, TAKEOVER).getString("state")).isEqualTo("succeeded");
        assertThat(state(broken)).as("its key may come back in time").isEqualTo("queued");
        jdbi.useHandle(handle -> handle.execute("delete from run where id = ?", broken));
    }

    @Test
    void aRunThatCannotBeReadIsEndedOnceItsTimeIsOverAndSaysWhy() {
        String broken = runAsJustAccepted();
        jdbi.useHandle(handle -> handle.execute(
                "update run set question = 'x', state = 'queued', lease_until = null, due_at = now(),"
                        + " deadline = now() - interval '1 second' where id = ?",
                broken));

        JsonPath run = ended(broken, TAKEOVER);

        assertThat(run.getString("state")).isEqualTo("failed");
        assertThat(run.getString("reason")).contains("cannot be decrypted");
        assertThat(run.getString("query")).isEqualTo("(this text cannot be decrypted any more)");
        assertThat(follow(request("/api/v1/runs/" + broken + "/events"))
                        .getLast()
                        .name())
                .isEqualTo("done");
    }

    @Test
    void aReplicaThatLosesItsLeaseInTheMiddleOfATurnWritesNothingMore() {
        plays(new Turn.Hangs(List.of("The wrong ")), new Turn.Says(List.of("The right ", "answer [1].")));
        String runId = askLater(Map.of("text", QUESTION, "mode", "model"));
        await().atMost(LONG).until(() -> events(runId, "token") == 1);

        jdbi.useHandle(handle -> handle.execute(
                "update run set lease_owner = 'other', lease_until = clock_timestamp() + interval '3 seconds'"
                        + " where id = ?",
                runId));

        JsonPath run = ended(runId, LONG);
        assertThat(run.getString("answer")).startsWith("The right answer [1].");
        List<JsonPath> tokens = follow(request("/api/v1/runs/" + runId + "/events")).stream()
                .filter(event -> event.name().equals("token"))
                .map(Sse::json)
                .toList();
        assertThat(tokens).extracting(token -> token.getBoolean("first")).startsWith(true, true);
        assertThat(tokens.getFirst().getString("text")).isEqualTo("The wrong ");
        assertThat(tokens.get(1).getString("text")).startsWith("The right");
    }

    @Test
    void theCallsOfATurnRunSideBySideAndTheTurnGoesOnWhenAllAreIn() {
        plays(
                new Turn.CallsAll(List.of(calls("df -h"), calls("sleep 1"), calls("df -h"))),
                new Turn.Says(List.of("Both are in [1].")));
        String runId = askLater(Map.of("text", QUESTION, "mode", "model"));
        List<ToolCallRequested> made = toolRunner.waitsForResults(runId, 2);
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> state(runId, 0).equals("succeeded"));

        assertThat(TestPlatform.OLLAMA.requests())
                .as("the model is not asked yet")
                .hasSize(1);
        ToolCallRequested last = made.stream()
                .filter(call -> call.arguments().containsValue("sleep 1"))
                .findFirst()
                .orElseThrow();
        toolRunner.answer(last, "slept");

        JsonPath run = ended(runId, LONG);
        assertThat(run.getList("steps")).hasSize(2);
        assertThat(TestPlatform.OLLAMA.requests().get(1).encode()).contains("93% /", "slept");
    }

    @Test
    void aCallThatWasMadeBeforeIsAnsweredFromItsResult() {
        plays(calls("df -h"), calls(" df -h "), new Turn.Says(List.of("Full [1].")));

        JsonPath run = ask(QUESTION, "model");

        assertThat(toolRunner.requests(run.getString("id"))).hasSize(1);
        assertThat(run.getList("steps.state")).containsExactly("succeeded", "succeeded");
        assertThat(run.getInt("steps[1].repeatOf")).isEqualTo(1);
        assertThat(run.getString("steps[1].output")).isEqualTo(outputOfTools());
        JsonObject last = TestPlatform.OLLAMA.requests().get(2);
        assertThat(last.encode()).contains("made before as step 1", "nothing ran");
        assertThat(last.getJsonArray("tools")).as("it is asked for its answer").isNullOrEmpty();
    }

    @Test
    void aLimitEndsTheModelsPartWithWhatThereIs() {
        plays(calls("df -h"), new Turn.Says(List.of("never asked")));

        JsonPath run = asAdmin()
                .header("Prefer", "wait=20")
                .body(Map.of("text", QUESTION, "mode", "model", "limits", Map.of("steps", 1)))
                .post("/api/v1/queries")
                .jsonPath();

        assertThat(run.getString("state")).isEqualTo("succeeded");
        assertThat(run.getString("mode")).isEqualTo("runbook");
        assertThat(run.getString("answer"))
                .contains("The model came to no answer", "within 1 turns", "93% /")
                .doesNotContain("never asked");
        assertThat(toolRunner.requests(run.getString("id")))
                .as("nothing new is begun")
                .hasSize(1);
        assertThat(run.getInt("limits.steps")).isEqualTo(1);
    }

    @Test
    void theTimeOfARunIsKeptAlsoWhileAToolOrAModelIsSilent() {
        plays(new Turn.Hangs(List.of("Let me ")));
        JsonPath silentModel = asAdmin()
                .header("Prefer", "wait=20")
                .body(Map.of("text", QUESTION, "mode", "model", "limits", Map.of("seconds", 1)))
                .post("/api/v1/queries")
                .jsonPath();
        plays(calls("sleep 9"));
        JsonPath silentTool = asAdmin()
                .header("Prefer", "wait=20")
                .body(Map.of("text", QUESTION, "mode", "model", "limits", Map.of("seconds", 1)))
                .post("/api/v1/queries")
                .jsonPath();

        assertThat(silentModel.getString("answer")).contains("may take 1 s");
        assertThat(silentModel.getList("steps")).isEmpty();
        assertThat(silentTool.getString("answer")).contains("may take 1 s");
        assertThat(silentTool.getString("steps[0].state")).isEqualTo("no-result");
        assertThat(silentTool.getLong("timings.durationMs")).isLessThan(8_000);
    }

    @Test
    void moreThanIsConfiguredIsRefusedWithAllThatIsTooMuch() {
        asAdmin()
                .body(Map.of("text", QUESTION, "limits", Map.of("steps", 1_000, "seconds", 100_000)))
                .post("/api/v1/queries")
                .then()
                .statusCode(400)
                .body("code", equalTo("limit-too-high"))
                .body("detail", containsString("limits.steps is 1000; at most 12"))
                .body("detail", containsString("limits.seconds"));
        asAdmin()
                .body(Map.of("text", QUESTION, "limits", Map.of("seconds", -1)))
                .post("/api/v1/queries")
                .then()
                .statusCode(400);
    }

    /** A run whose every trace of work is gone again. */
    private String runAsJustAccepted() {
        String runId = ask(QUESTION, "runbook").getString("id");
        jdbi.useHandle(handle -> {
            handle.execute("delete from run_step where run_id = ?", runId);
            handle.execute(
                    "update run set ended_at = null, answer = null, notes = null, mode = null,"
                            + " deadline = now() + interval '3 minutes' where id = ?",
                    runId);
        });
        return runId;
    }

    private long events(String runId, String name) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from run_event where run_id = :id and name = :name")
                        .bind("id", runId)
                        .bind("name", name)
                        .mapTo(Long.class)
                        .one());
    }

    private String state(String runId) {
        return jdbi.withHandle(handle -> handle.createQuery("select state from run where id = :id")
                .bind("id", runId)
                .mapTo(String.class)
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
