package io.agentaiops.opsscheduler.testing;

import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;

/** Runs of procedures over REST, as a caller begins and follows them. */
public final class ProcedureRuns {

    private ProcedureRuns() {}

    /** Begins a run and answers its id. */
    public static String start(String procedure) {
        return Callers.operator()
                .post("/api/v1/procedures/" + procedure + "/runs")
                .then()
                .statusCode(202)
                .extract()
                .path("runId");
    }

    /** The run once it has ended. */
    public static JsonPath awaitEnd(String runId) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> get(runId),
                        run -> List.of("succeeded", "failed", "cancelled").contains(run.getString("state")));
    }

    /** The run as it is now. */
    public static JsonPath get(String runId) {
        return Callers.viewer()
                .get("/api/v1/operations/" + runId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
