package io.agentaiops.opsscheduler.run;

import static io.agentaiops.opsscheduler.testing.Callers.operator;
import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static io.agentaiops.opsscheduler.testing.ProcedureRuns.awaitEnd;
import static io.agentaiops.opsscheduler.testing.ProcedureRuns.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.agentaiops.local.testing.EnginesTestResource;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = EnginesTestResource.class,
        restrictToAnnotatedClass = false,
        initArgs = @ResourceArg(name = "engines", value = "kafka,postgres,opensearch"))
class ProcedureRunIT {

    private final OtherServices others;

    ProcedureRunIT(OtherServices others) {
        this.others = others;
    }

    @Test
    void procedureRunsFromEndToEndOverTheBus() {
        others.answerOperation("ollama.version", OperationCompleted.Outcome.SUCCEEDED);
        others.answerTool("df -h", true);

        String runId = start("health");
        JsonPath run = awaitEnd(runId);

        assertThat(run.getString("state")).isEqualTo("succeeded");
        assertThat(run.getList("steps.state")).isEqualTo(List.of("succeeded", "succeeded", "succeeded", "open"));
        assertThat(run.getString("steps[0].evidence.version")).isEqualTo("0.12.0");
        assertThat(run.getString("steps[1].capability")).isEqualTo("host.resources");
        assertThat(run.getMap("steps[1].evidence.diskFreePercent")).isNotEmpty();
        assertThat(run.getString("steps[2].command")).isEqualTo("df -h");
        assertThat(run.getString("steps[2].evidence.output")).isEqualTo("output of df -h");
        assertThat(run.getString("steps[3].summary"))
                .isEqualTo("Waiting for a person (operations team): Does it look right?");
        String steps = "/api/v1/operations/" + runId + "/steps/";
        JsonPath alone = viewer().get(steps + run.getString("steps[2].id")).jsonPath();
        assertThat(alone.getMap("$")).isEqualTo(run.getMap("steps[2]"));
        viewer().get(steps + "nowhere").then().statusCode(404).body("code", equalTo("step-unknown"));
        ToolCallRequested call = others.calls("df -h").getLast();
        assertThat(call.origin().id()).isEqualTo(runId);
        assertThat(call.expect()).isNotNull();
        assertThat(call.principal()).isEqualTo("ada");
    }

    @Test
    void endedRunHasAReportInBothForms() {
        others.answerTool("continue-first", true);
        others.answerTool("continue-second", true);
        String runId = start("continues");
        awaitEnd(runId);

        viewer().accept("text/markdown")
                .get("/api/v1/operations/" + runId + "/report")
                .then()
                .statusCode(200)
                .contentType(containsString("text/markdown"))
                .body(containsString("# Goes on after a failure"), containsString("output of continue-first"));
        viewer().accept("text/html")
                .get("/api/v1/operations/" + runId + "/report")
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .body(containsString("<h1>Goes on after a failure</h1>"));
    }

    @Test
    void changesAreStreamedAndTheStreamEndsWithTheRun() {
        others.answerTool("continue-first", true);
        others.answerTool("continue-second", true);
        String runId = start("continues");

        String stream = viewer().accept("text/event-stream")
                .get("/api/v1/operations/" + runId + "/events")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(stream)
                .contains("event:step")
                .contains("\"state\":\"running\"")
                .contains("\"state\":\"succeeded\"")
                .contains("event:done");
        assertThat(stream.indexOf("event:done")).isGreaterThan(stream.lastIndexOf("event:step"));
        String lastId = stream.substring(stream.lastIndexOf("id:") + 3)
                .lines()
                .findFirst()
                .orElseThrow();
        String again = viewer().accept("text/event-stream")
                .header("Last-Event-ID", lastId)
                .get("/api/v1/operations/" + runId + "/events")
                .asString();
        assertThat(again).contains("event:done").doesNotContain("event:step");
    }

    @Test
    void failedStepStopsTheRunWhereNothingElseIsSaid() {
        others.answerTool("stop-first", false);

        JsonPath run = awaitEnd(start("stops"));

        assertThat(run.getString("state")).isEqualTo("failed");
        assertThat(run.getList("steps.state")).isEqualTo(List.of("failed", "skipped"));
        assertThat(others.calls("stop-second")).isEmpty();
        await().untilAsserted(() -> assertThat(alerts("ProcedureRunFailed", "stops"))
                .anySatisfy(alert -> assertThat(alert.endsAt()).isNull()));
    }

    @Test
    void alertOfAStepIsRaisedAtOnceAndEndsWithTheNextGoodRun() {
        others.answerTool("alert-first", false);
        others.answerTool("alert-second", true);
        JsonPath failed = awaitEnd(start("alerts"));
        assertThat(failed.getList("steps.state")).isEqualTo(List.of("failed", "succeeded"));
        await().untilAsserted(() -> assertThat(alerts("ProcedureStepFailed", "alerts"))
                .anySatisfy(alert -> assertThat(alert.labels())
                        .containsEntry("step", "first")
                        .containsEntry("severity", "critical"))
                .anySatisfy(alert -> assertThat(alert.annotations())
                        .containsEntry("evidence", "output of alert-first")
                        .containsKey("report")));

        others.answerTool("alert-first", true);
        awaitEnd(start("alerts"));

        await().untilAsserted(() -> {
            assertThat(alerts("ProcedureStepFailed", "alerts").getLast().endsAt())
                    .isNotNull();
            assertThat(alerts("ProcedureRunFailed", "alerts").getLast().endsAt())
                    .isNotNull();
        });
    }

    @Test
    void dryRunShowsThePlanAndSendsNothing() {
        String runId = operator()
                .contentType(ContentType.JSON)
                .body("{\"dryRun\": true}")
                .post("/api/v1/procedures/careful/runs")
                .then()
                .statusCode(202)
                .body("links.report", notNullValue())
                .extract()
                .path("runId");

        JsonPath run = awaitEnd(runId);

        assertThat(run.getString("state")).isEqualTo("succeeded");
        assertThat(run.getString("steps[0].state")).isEqualTo("planned");
        assertThat(run.getString("steps[0].summary")).contains("careful-restart");
        assertThat(others.callsOf(runId)).isEmpty();
    }

    @Test
    void runsAreListedNewestFirstAPageAtATime() {
        others.answerTool("continue-first", true);
        others.answerTool("continue-second", true);
        String older = start("continues");
        String newer = start("continues");

        String next = viewer().get("/api/v1/operations?procedure=continues&limit=1")
                .then()
                .statusCode(200)
                .body("items.runId", contains(newer))
                .header("Link", containsString("&procedure=continues>; rel=\"next\""))
                .extract()
                .path("next");
        viewer().get("/api/v1/operations?procedure=continues&limit=1&cursor=" + next)
                .then()
                .body("items.runId", contains(older));
    }

    private List<AlertRaised> alerts(String name, String procedure) {
        return others.heard(AlertRaised.class).stream()
                .filter(alert -> name.equals(alert.labels().get("alertname"))
                        && procedure.equals(alert.labels().get("procedure")))
                .toList();
    }
}
