package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.agentaiops.agentgateway.testing.TestPlatform;
import io.agentaiops.agentgateway.testing.TestPorts;
import io.agentaiops.agentgateway.testing.ToolRunnerStandIn;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.agentaiops.local.testing.EnginesTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = EnginesTestResource.class,
        restrictToAnnotatedClass = false,
        initArgs = @ResourceArg(name = "engines", value = "kafka,postgres"))
@QuarkusTestResource(value = TestPorts.class, restrictToAnnotatedClass = false)
class AskIT extends Journey {

    private static final String QUESTION = "The disk of a server is filling up, what do I do?";

    @Inject
    ToolRunnerStandIn toolRunner;

    @Inject
    Jdbi jdbi;

    @Test
    void withoutAModelTheAnswerComesFromTheRunbookAndTheTools() {
        JsonPath run = ask(QUESTION, "auto");

        assertThat(run.getString("state")).isEqualTo("succeeded");
        assertThat(run.getString("mode")).isEqualTo("runbook");
        assertThat(run.getString("answer"))
                .contains("No model took part", "503", "93% /", "not as expected", "93 is above 90")
                .contains("`journalctl --vacuum-size=500M`", "wait for an approver", "`notify.send`");
        assertThat(run.getList("citations.documentId")).contains("troubleshooting/disk-filling-up.md");
        assertThat(run.getList("citations.lines")).contains("11-18", "20-32");
        assertThat(run.getList("steps.state")).containsExactly("succeeded", "succeeded", "waiting-approval");
        assertThat(run.getString("steps[0].output")).isEqualTo(ToolRunnerStandIn.OUTPUT);
        assertThat(run.getString("approvals[0].plan")).isEqualTo("journalctl --vacuum-size=500M");
    }

    @Test
    void aQuestionIsAcceptedAtOnceAndItsRunIsFoundLater() {
        String runId = asAdmin()
                .body(Map.of("text", QUESTION, "mode", "runbook"))
                .post("/api/v1/queries")
                .then()
                .statusCode(202)
                .extract()
                .path("runId");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> asAdmin()
                        .get("/api/v1/runs/" + runId)
                        .then()
                        .body("state", equalTo("succeeded"))
                        .body("query", equalTo(QUESTION)));
    }

    @Test
    void aStreamTellsEveryStepAndGoesOnWhereItBroke() {
        List<Sse> events = follow(request("/api/v1/queries")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"text\":\"" + QUESTION + "\",\"mode\":\"runbook\"}")));

        assertThat(events)
                .extracting(Sse::name)
                .startsWith("run")
                .endsWith("done")
                .contains("step", "citation", "usage");
        assertThat(events).extracting(Sse::id).doesNotHaveDuplicates().contains("1");
        String runId = events.getLast().json().getString("id");
        String third = events.get(2).id();
        List<Sse> rest = follow(request("/api/v1/runs/" + runId + "/events").header("Last-Event-ID", third));
        assertThat(rest).startsWith(events.get(3)).contains(events.getLast());
    }

    @Test
    void aQuestionThatNoDocumentAnswersIsToldSo() {
        JsonPath run = ask("Where do I stable my unicorn?", "runbook");

        assertThat(run.getString("state")).isEqualTo("succeeded");
        assertThat(run.getString("answer")).contains("Nothing in the documents fits", "Backups and where they lie");
        assertThat(run.getList("steps")).isEmpty();
    }

    @Test
    void aRunWithoutSearchAndWithoutModelFailsWithTheReason() {
        TestPlatform.PEERS.searchIsDown(true);

        JsonPath run = ask(QUESTION, "runbook");

        assertThat(run.getString("state")).isEqualTo("failed");
        assertThat(run.getString("reason")).contains("rag-indexer", "the search index does not answer");
    }

    @Test
    void wrongRequestsAreRefusedWithAProblemDocument() {
        asAdmin()
                .body("{\"text\": ")
                .post("/api/v1/queries")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        asAdmin()
                .body(Map.of("text", "hi", "sessionId", "no-such-session"))
                .post("/api/v1/queries")
                .then()
                .statusCode(404)
                .body("code", equalTo("session-unknown"));
        asAdmin()
                .body(Map.of("text", "x".repeat(32_001)))
                .post("/api/v1/queries")
                .then()
                .statusCode(413)
                .body("code", equalTo("text-too-long"));
        asAdmin()
                .body(Map.of("text", "x".repeat(2_000_000)))
                .post("/api/v1/queries")
                .then()
                .statusCode(413);
        asAdmin()
                .body(Map.of("mode", "magic"))
                .post("/api/v1/queries")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(containsString("must be auto, model or runbook"))
                .body(containsString("must say what is asked"));
        asAdmin().get("/api/v1/runs/nope").then().statusCode(404).body("code", equalTo("run-unknown"));
    }

    @Test
    void theSameIdempotencyKeyGivesTheSameRun() {
        String key = UUID.randomUUID().toString();
        String first = idempotent(key, QUESTION).statusCode(202).extract().path("runId");
        String second = idempotent(key, QUESTION).statusCode(202).extract().path("runId");

        assertThat(second).isEqualTo(first);
        idempotent(key, "Something else?").statusCode(422).body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void otherPeoplesRunsAndSessionsDoNotExist() {
        JsonPath run = ask(QUESTION, "runbook");
        String eve = newKey("eve", "operator");

        with(eve).get("/api/v1/runs/" + run.getString("id")).then().statusCode(404);
        with(eve).get("/api/v1/sessions/" + run.getString("sessionId")).then().statusCode(404);
        asAdmin()
                .get("/api/v1/sessions/" + run.getString("sessionId"))
                .then()
                .statusCode(200)
                .body("title", containsString("The disk of a server"))
                .body("runs[0].id", equalTo(run.getString("id")));
        asAdmin()
                .delete("/api/v1/sessions/" + run.getString("sessionId"))
                .then()
                .statusCode(204);
        asAdmin().get("/api/v1/runs/" + run.getString("id")).then().statusCode(404);
    }

    @Test
    void theDatabaseHoldsNoPlainTextOfAConversation() {
        String secret = "xyzzy-" + UUID.randomUUID();
        ask("The disk of " + secret + " is filling up", "runbook");

        String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
        for (String table : List.of("run", "run_event", "run_step", "session", "outbox")) {
            String dump = dump(table);
            assertThat(dump).as(table).doesNotContain(secret).doesNotContain(hex);
        }
        assertThat(dump("run")).as("the dump sees what is not encrypted").contains("runbook");
    }

    @Test
    void aRepeatedResultChangesNothingAndALateOneStillArrives() {
        JsonPath run = ask(QUESTION, "runbook");
        String runId = run.getString("id");
        List<ToolCallRequested> calls = toolRunner.requests(runId);
        ToolCallRequested first = calls.getFirst();
        ToolCallRequested waiting = calls.stream()
                .filter(call -> call.arguments().toString().contains("vacuum"))
                .findFirst()
                .orElseThrow();

        toolRunner.answer(first, "another output");
        toolRunner.answer(waiting, "Vacuuming done, freed 2.1G");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> asAdmin()
                        .get("/api/v1/runs/" + runId)
                        .then()
                        .body("steps[2].output", equalTo("Vacuuming done, freed 2.1G"))
                        .body("steps[0].output", equalTo(ToolRunnerStandIn.OUTPUT)));
    }

    @Test
    void aRunWhoseGatewayDiedIsFinishedByAnother() {
        JsonPath done = ask(QUESTION, "runbook");
        String runId = done.getString("id");
        jdbi.useHandle(handle -> {
            handle.execute("delete from run_step where run_id = ?", runId);
            handle.execute(
                    "update run set state = 'running', ended_at = null, answer = null, notes = null,"
                            + " lease_owner = 'dead', lease_until = now() - interval '1 second',"
                            + " deadline = now() + interval '3 minutes' where id = ?",
                    runId);
        });

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> asAdmin()
                        .get("/api/v1/runs/" + runId)
                        .then()
                        .body("state", equalTo("succeeded"))
                        .body("steps.size()", equalTo(3)));
    }

    @Test
    void aRunIsStoppedByItsAskerOnly() {
        TestPlatform.OLLAMA.isDown();
        JsonPath run = ask(QUESTION, "runbook");

        asAdmin()
                .post("/api/v1/runs/" + run.getString("id") + "/cancel")
                .then()
                .statusCode(409)
                .body("code", equalTo("run-ended"));
        asAdmin()
                .body(Map.of("rating", "up", "comment", "helped"))
                .post("/api/v1/runs/" + run.getString("id") + "/feedback")
                .then()
                .statusCode(204);
    }

    private static ValidatableResponse idempotent(String key, String text) {
        return asAdmin()
                .header("Idempotency-Key", key)
                .body(Map.of("text", text, "mode", "runbook"))
                .post("/api/v1/queries")
                .then();
    }

    private String dump(String table) {
        return jdbi.withHandle(handle -> {
            boolean there = handle.createQuery("select to_regclass(:table) is not null")
                    .bind("table", table)
                    .mapTo(Boolean.class)
                    .one();
            return there
                    ? handle.createQuery("select coalesce(string_agg(t::text, ' '), '') from " + table + " t")
                            .mapTo(String.class)
                            .one()
                    : "";
        });
    }
}
