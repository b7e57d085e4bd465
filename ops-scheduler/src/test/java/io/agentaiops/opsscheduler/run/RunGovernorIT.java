package io.agentaiops.opsscheduler.run;

import static io.agentaiops.opsscheduler.testing.Callers.operator;
import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventcontracts.tool.ToolCallCancelled;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.agentaiops.opsscheduler.testing.Callers;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.agentaiops.opsscheduler.testing.ProcedureRuns;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RunGovernorIT {

    private final OtherServices others;

    RunGovernorIT(OtherServices others) {
        this.others = others;
    }

    @Test
    void pausedRunTakesResultsInAndGoesOnWhenItIsResumed() {
        others.answerTool("governed-second", true);
        int before = others.calls("governed-second").size();
        String run = start();
        await().untilAsserted(() -> assertThat(step(run, 0)).isEqualTo("running"));

        operator().post("/api/v1/operations/" + run + "/pause").then().statusCode(200);
        operator().post("/api/v1/operations/" + run + "/pause").then().statusCode(200);
        others.say(OtherServices.result(awaitFirst(run), true, null));

        await().untilAsserted(() -> assertThat(step(run, 0)).isEqualTo("succeeded"));
        assertThat(get(run).getString("state")).isEqualTo("paused");
        await().during(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(others.calls("governed-second")).hasSize(before));
        operator().post("/api/v1/operations/" + run + "/resume").then().statusCode(200);
        await().untilAsserted(() -> assertThat(get(run).getString("state")).isEqualTo("succeeded"));
        operator()
                .post("/api/v1/operations/" + run + "/pause")
                .then()
                .statusCode(409)
                .body("code", org.hamcrest.Matchers.equalTo("run-ended"));
    }

    @Test
    void failedRunIsBegunAgainWhereItFailed() {
        others.answerTool("governed-second", false);
        String failed = start();
        others.say(OtherServices.result(awaitFirst(failed), true, null));
        await().untilAsserted(() -> assertThat(get(failed).getString("state")).isEqualTo("failed"));
        int firsts = others.calls("governed-first").size();
        others.answerTool("governed-second", true);

        String again = operator()
                .post("/api/v1/operations/" + failed + "/rerun")
                .then()
                .statusCode(202)
                .extract()
                .path("runId");

        await().untilAsserted(() -> assertThat(get(again).getString("state")).isEqualTo("succeeded"));
        assertThat(get(again).getString("rerunOf")).isEqualTo(failed);
        assertThat(others.calls("governed-first")).hasSize(firsts);
        operator()
                .post("/api/v1/operations/" + again + "/rerun")
                .then()
                .statusCode(409)
                .body("code", org.hamcrest.Matchers.equalTo("run-not-failed"));
        viewer().post("/api/v1/operations/" + failed + "/rerun").then().statusCode(403);
        operator().post("/api/v1/operations/nonsense/rerun").then().statusCode(404);
    }

    @Test
    void failedRunIsGoneOnWithOnceAndNotWhileTheProcedureRuns() {
        others.answerTool("governed-second", false);
        String failed = start();
        others.say(OtherServices.result(awaitFirst(failed), true, null));
        await().untilAsserted(() -> assertThat(get(failed).getString("state")).isEqualTo("failed"));
        String beside = start();

        operator()
                .post("/api/v1/operations/" + failed + "/rerun")
                .then()
                .statusCode(409)
                .body("code", org.hamcrest.Matchers.equalTo("run-under-way"))
                .body("detail", org.hamcrest.Matchers.containsString(beside));

        operator().post("/api/v1/operations/" + beside + "/cancel").then().statusCode(200);
        // The callers' tokens are made by this thread, which has the configuration.
        List<Integer> answers = Stream.generate(Callers::operator).limit(4).toList().parallelStream()
                .map(caller ->
                        caller.post("/api/v1/operations/" + failed + "/rerun").statusCode())
                .toList();
        assertThat(answers).containsOnlyOnce(202).containsOnly(202, 409);
        String again = viewer().get("/api/v1/operations?procedure=governed&limit=1")
                .jsonPath()
                .getString("items[0].runId");
        await().untilAsserted(() -> assertThat(get(again).getString("state")).isEqualTo("failed"));
        operator()
                .post("/api/v1/operations/" + failed + "/rerun")
                .then()
                .statusCode(409)
                .body("code", org.hamcrest.Matchers.equalTo("run-begun-again"))
                .body("detail", org.hamcrest.Matchers.containsString(again));
    }

    @Test
    void cancelledRunTakesItsCommandBackAndPutsRightWhatItOpened() {
        others.answerTool("mended-open", true);
        others.answerTool("mended-undo", true);
        others.answerTool("mended-close", true);
        String run = ProcedureRuns.start("mended");
        ToolCallRequested work = await().until(
                        () -> others.calls("mended-work").stream()
                                .filter(call -> call.origin().id().equals(run))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();

        operator()
                .post("/api/v1/operations/" + run + "/cancel")
                .then()
                .statusCode(200)
                .body("state", org.hamcrest.Matchers.equalTo("running"))
                .body("summary", org.hamcrest.Matchers.startsWith("Cancelled"));
        operator().post("/api/v1/operations/" + run + "/cancel").then().statusCode(200);
        await().untilAsserted(() -> assertThat(others.heard(ToolCallCancelled.class))
                .extracting(ToolCallCancelled::callId)
                .containsOnlyOnce(work.callId()));
        assertThat(others.calls("mended-close"))
                .noneMatch(call -> call.origin().id().equals(run));
        others.say(OtherServices.result(work, false, "cancelled"));

        JsonPath ended = ProcedureRuns.awaitEnd(run);
        assertThat(ended.getString("state")).isEqualTo("cancelled");
        assertThat(ended.getList("steps.state"))
                .isEqualTo(List.of("succeeded", "cancelled", "skipped", "skipped", "succeeded"));
    }

    @Test
    void reportComparesWithTheRunBeforeAndComesAsData() {
        others.answerTool("governed-second", true);
        for (int i = 0; i < 2; i++) {
            String run = start();
            others.say(OtherServices.result(awaitFirst(run), true, null));
            await().untilAsserted(() -> assertThat(get(run).getString("state")).isEqualTo("succeeded"));
            if (i == 1) {
                assertThat(viewer().accept("text/markdown")
                                .get("/api/v1/operations/" + run + "/report")
                                .asString())
                        .contains("## Compared with")
                        .contains("| First | exitCode | 0 | 0 |");
                assertThat(viewer().accept("application/json")
                                .get("/api/v1/operations/" + run + "/report")
                                .jsonPath()
                                .getString("runId"))
                        .isEqualTo(run);
                viewer().get("/api/v1/operations/" + run + "/report")
                        .then()
                        .contentType(org.hamcrest.Matchers.startsWith("text/markdown"));
                viewer().get("/api/v1/operations/" + run + "/charts/99.svg")
                        .then()
                        .statusCode(404);
            }
        }
    }

    private ToolCallRequested awaitFirst(String run) {
        return await().until(
                        () -> others.calls("governed-first").stream()
                                .filter(call -> call.origin().id().equals(run))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static String start() {
        return operator()
                .post("/api/v1/procedures/governed/runs")
                .then()
                .statusCode(202)
                .extract()
                .path("runId");
    }

    private static JsonPath get(String run) {
        return viewer().get("/api/v1/operations/" + run).jsonPath();
    }

    private static String step(String run, int position) {
        return get(run).getString("steps[" + position + "].state");
    }
}
