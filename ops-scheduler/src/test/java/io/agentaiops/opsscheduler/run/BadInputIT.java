package io.agentaiops.opsscheduler.run;

import static io.agentaiops.opsscheduler.testing.Callers.admin;
import static io.agentaiops.opsscheduler.testing.Callers.operator;
import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.EventType;
import io.agentaiops.eventcontracts.Topic;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.agentaiops.opsscheduler.testing.RawKafka;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BadInputIT {

    private final OtherServices others;

    BadInputIT(OtherServices others) {
        this.others = others;
    }

    @Test
    void unknownProcedureIsAProblem() {
        operator()
                .post("/api/v1/procedures/no-such/runs")
                .then()
                .statusCode(404)
                .body("code", equalTo("procedure-unknown"));
        viewer().get("/api/v1/procedures/no-such").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "1-2-3-4-5", "0193a1b2-0000-7000-8000-00000000abcd"})
    void unknownRunIsAProblem(String id) {
        for (String path : new String[] {"", "/events", "/report"}) {
            viewer().get("/api/v1/operations/" + id + path).then().statusCode(404);
        }
        operator().post("/api/v1/operations/" + id + "/cancel").then().statusCode(404);
    }

    @Test
    void malformedJsonIsAProblem() {
        operator()
                .contentType(ContentType.JSON)
                .body("{\"dryRun\": ")
                .post("/api/v1/procedures/careful/runs")
                .then()
                .statusCode(400);
        operator()
                .contentType(ContentType.JSON)
                .body("{\"dryrun\": true}")
                .post("/api/v1/procedures/careful/runs")
                .then()
                .statusCode(400);
    }

    @Test
    void wrongParametersAreProblems() {
        viewer().get("/api/v1/operations?cursor=abc").then().statusCode(400).body("code", equalTo("cursor-invalid"));
        viewer().get("/api/v1/operations?state=happy").then().statusCode(400).body("code", equalTo("state-unknown"));
        viewer().get("/api/v1/operations/calendar?from=today")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("from"));
        for (String time :
                List.of("+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z", "0001-01-01T00:00:00Z")) {
            for (String field : List.of("from", "to")) {
                viewer().queryParam(field, time)
                        .get("/api/v1/operations/calendar")
                        .then()
                        .statusCode(400)
                        .body("errors.field", hasItem(field));
            }
        }
        viewer().get("/api/v1/operations/calendar?to=2100-01-01T00:00:00Z")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("to"))
                .body("errors[0].detail", containsString("at most 400 days after from"));
        viewer().get("/api/v1/operations/calendar?from=2100-01-01T00:00:00Z")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("to"));
        admin().get("/api/v1/audit?to=tomorrow").then().statusCode(400);
    }

    @Test
    void rolesAreKept() {
        RestAssured.given().get("/api/v1/procedures").then().statusCode(401);
        viewer().post("/api/v1/procedures/careful/runs").then().statusCode(403);
        operator().get("/api/v1/audit").then().statusCode(403);
    }

    @Test
    void refusedDocumentIsShownWithFileLineAndReason() {
        viewer().get("/api/v1/procedures")
                .then()
                .statusCode(200)
                .body("items.id", hasItem("health"))
                .body("items.find { it.id == 'nightly' }.nextDue", equalTo(nextNine()))
                .body("items.find { it.id == 'health' }.steps", equalTo(4))
                .body("refused.path", hasItem("broken.md"))
                .body("refused.reason", hasItem("unknown capability 'coffee.brew'"));
    }

    @Test
    void procedureIsShownWithItsSteps() {
        viewer().get("/api/v1/procedures/health")
                .then()
                .statusCode(200)
                .body("severity", equalTo("critical"))
                .body("steps[0].uses", equalTo("ollama.version"))
                .body("steps[0].text", equalTo("Good: a version number."))
                .body("steps[2].run", equalTo("df -h"))
                .body("steps[2].expect.exitCode", equalTo(0))
                .body("steps[2].onFailure", equalTo("continue"))
                .body("steps[0].lines", equalTo("9-17"));
    }

    @Test
    void eventOfWrongSchemaDoesNotStopTheOnesAfterIt() {
        String key = Ids.next();
        String operationId = Ids.next();
        String type = EventType.OPERATION_REQUESTED.typeName();
        RawKafka.send(Topic.OPERATIONS, key, Ids.next(), type, "{\"operationId\": 7}");
        RawKafka.send(Topic.OPERATIONS, key, Ids.next(), type, "{not json");

        RawKafka.send(Topic.OPERATIONS, key, Ids.next(), type, request(operationId, key, "procedures.validate"));

        await().untilAsserted(() -> assertThat(answers(operationId)).isEqualTo(1));
    }

    @Test
    void sameRequestDeliveredTwiceIsAnsweredOnce() {
        String key = Ids.next();
        String operationId = Ids.next();
        String eventId = Ids.next();
        String type = EventType.OPERATION_REQUESTED.typeName();
        String other = Ids.next();

        RawKafka.send(Topic.OPERATIONS, key, eventId, type, request(operationId, key, "procedures.validate"));
        RawKafka.send(Topic.OPERATIONS, key, eventId, type, request(operationId, key, "procedures.validate"));
        RawKafka.send(Topic.OPERATIONS, key, Ids.next(), type, request(other, key, "procedures.validate"));

        await().untilAsserted(() -> assertThat(answers(other)).isEqualTo(1));
        await().during(java.time.Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(answers(operationId)).isEqualTo(1));
    }

    private long answers(String operationId) {
        return others.heard(OperationCompleted.class).stream()
                .filter(event -> event.operationId().equals(operationId))
                .count();
    }

    private static String request(String operationId, String runId, String capability) {
        return """
                {"operationId": "%s", "runId": "%s", "capability": "%s", "arguments": {}, "principal": "ada",
                 "dryRun": false, "deadline": "%s"}""".formatted(operationId, runId, capability, Instant.now().plusSeconds(30));
    }

    private static String nextNine() {
        java.time.ZonedDateTime now = Instant.now().atZone(java.time.ZoneOffset.UTC);
        java.time.ZonedDateTime nine = now.toLocalDate().atTime(9, 0).atZone(java.time.ZoneOffset.UTC);
        return (nine.isAfter(now) ? nine : nine.plusDays(1)).toInstant().toString();
    }
}
