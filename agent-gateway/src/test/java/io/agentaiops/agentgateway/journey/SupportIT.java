package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import io.agentaiops.agentgateway.testing.TestPlatform;
import io.agentaiops.agentgateway.testing.ToolRunnerStandIn;
import io.agentaiops.eventcontracts.document.DocumentIndexed;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SupportIT extends Journey {

    private static final String QUESTION = "Why does the pump of kappa stop at night?";

    @Inject
    ToolRunnerStandIn peers;

    @Test
    void aCaseGoesFromTheProblemToADocumentThatIsFoundAndAQuestionThatIsAskedAgain() {
        String viewer = newKey("reporter", "viewer");
        String run = with(viewer)
                .header("Prefer", "wait=30")
                .body(Map.of("text", QUESTION, "mode", "runbook"))
                .post("/api/v1/queries")
                .path("id");
        String id = with(viewer)
                .body(Map.of("problem", "The answer is wrong; write to ada@example.org.", "runId", run))
                .post("/api/v1/cases")
                .then()
                .statusCode(201)
                .body("state", equalTo("open"))
                .body("question", equalTo(QUESTION))
                .extract()
                .path("id");

        JsonPath looked = awaitStages(viewer, id, "problem", "errors", "reproduced");
        assertThat(looked.getString("stages.find { it.stage == 'errors' }.outcome"))
                .isEqualTo("searched");
        assertThat(looked.getString("stages.find { it.stage == 'errors' }.text"))
                .contains("the index does not answer");
        assertThat(looked.getString("stages.find { it.stage == 'reproduced' }.facts.state"))
                .isEqualTo("succeeded");

        String operator = newKey("supporter", "operator");
        with(viewer)
                .body(Map.of("text", "no"))
                .put("/api/v1/cases/" + id + "/workaround")
                .then()
                .statusCode(403);
        with(operator).post("/api/v1/cases/" + id + "/solution/approve").then().statusCode(403);
        asAdmin()
                .post("/api/v1/cases/" + id + "/solution/approve")
                .then()
                .statusCode(409)
                .body("code", equalTo("case-not-ready"));
        with(operator)
                .body(Map.of("text", "Start it by hand."))
                .put("/api/v1/cases/" + id + "/workaround")
                .then()
                .statusCode(200);
        with(operator)
                .body(Map.of("solution", "Replace the timer."))
                .post("/api/v1/cases/" + id + "/solution")
                .then()
                .statusCode(200)
                .body("state", equalTo("drafted"))
                .body("draft", containsString("## Solution\n\nReplace the timer."))
                .body("draft", containsString("Start it by hand."))
                .body("draft", containsString("[email]"));
        String document = asAdmin()
                .post("/api/v1/cases/" + id + "/solution/approve")
                .then()
                .statusCode(200)
                .body("state", equalTo("publishing"))
                .extract()
                .path("documentId");

        await().atMost(Duration.ofSeconds(15))
                .until(() -> TestPlatform.PEERS.documents().containsKey(document));
        peers.say(new DocumentIndexed(document, "t", "1", 1, 1, 5, Instant.now()));
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> with(viewer)
                        .get("/api/v1/cases/" + id)
                        .then()
                        .body("state", equalTo("solved"))
                        .body("stages.findAll { it.stage == 'solution' }.outcome", hasItem("found")));
        asAdmin()
                .get("/api/v1/regressions")
                .then()
                .statusCode(200)
                .body("find { it.caseId == '" + id + "' }.expectedDocument", equalTo(document));
        asAdmin()
                .post("/api/v1/regressions/run?seconds=60")
                .then()
                .statusCode(200)
                .body("asked", greaterThanOrEqualTo(1));
        asAdmin()
                .get("/api/v1/regressions")
                .then()
                .body("find { it.caseId == '" + id + "' }.lastState", notNullValue())
                .body("find { it.caseId == '" + id + "' }.lastRunId", notNullValue());
    }

    @Test
    void othersCasesAreNobodysButTheOperators() {
        String owner = newKey("case-owner", "viewer");
        String id = with(owner)
                .body(Map.of("problem", "It hurts", "kind", "error-report"))
                .post("/api/v1/cases")
                .path("id");

        with(newKey("case-stranger", "viewer"))
                .get("/api/v1/cases/" + id)
                .then()
                .statusCode(404);
        with(newKey("case-stranger", "viewer")).get("/api/v1/cases").then().body("items.size()", equalTo(0));
        with(owner).get("/api/v1/cases").then().body("items.id", contains(id));
        asAdmin().get("/api/v1/cases?state=open").then().body("items.id", hasItem(id));
        asAdmin()
                .body(Map.of("text", "it was the weather"))
                .post("/api/v1/cases/" + id + "/close")
                .then()
                .statusCode(200)
                .body("state", equalTo("closed"));
        asAdmin()
                .body(Map.of("problem", "x", "runId", "nobody-knows"))
                .post("/api/v1/cases")
                .then()
                .statusCode(404);
    }

    @Test
    void ratingsAreListedWithTheirCommentsAndWithoutPersonalData() {
        String run = ask("Where is the valve of lambda? ask ada@example.org", "runbook")
                .getString("id");
        asAdmin()
                .body(Map.of("rating", "down", "comment", "call +49 170 1234567 instead"))
                .post("/api/v1/runs/" + run + "/feedback")
                .then()
                .statusCode(204);

        asAdmin()
                .get("/api/v1/feedback?rating=down&limit=1")
                .then()
                .statusCode(200)
                .body("items[0].runId", equalTo(run))
                .body("items[0].comment", equalTo("call [phone] instead"))
                .body("items[0].question", containsString("[email]"))
                .body("items.rating", everyItem(equalTo("down")));
        with(newKey("no-operator", "viewer")).get("/api/v1/feedback").then().statusCode(403);
    }

    private static JsonPath awaitStages(String key, String id, String... stages) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> with(key)
                        .get("/api/v1/cases/" + id)
                        .then()
                        .statusCode(200)
                        .body("stages.stage", hasItems(stages)));
        return with(key).get("/api/v1/cases/" + id).jsonPath();
    }
}
