package io.agentaiops.toolrunner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.audit.AuditRecorded;
import io.agentaiops.eventcontracts.tool.ToolCallCancelled;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted.State;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** A call that is taken back: what has not begun never begins, what runs is killed with all that it started. */
@QuarkusTest
class CancelIT {

    @Inject
    BusProbe bus;

    @Inject
    CallProbe calls;

    @Inject
    Jdbi jdbi;

    @Test
    void runningCallIsKilledAndSaysSo() {
        ToolCallRequested call = CallProbe.call("vmstat 1 117");
        calls.ask(call);
        await().atMost(CallProbe.SOON).until(() -> running("vmstat 1 117"));

        bus.send(cancelled(call, call.origin(), "no longer needed"));

        ToolCallCompleted done = calls.completed(call.callId());
        assertThat(done.state()).isEqualTo(State.CANCELLED);
        assertThat(done.reason())
                .isEqualTo("cancelled by grace: no longer needed while it ran; what it had done by then stays done");
        assertThat(done.exitCode()).isNull();
        assertThat(running("vmstat 1 117")).isFalse();
        await().atMost(CallProbe.SOON)
                .untilAsserted(() -> assertThat(bus.heard(
                                AuditRecorded.class,
                                audit -> call.callId().equals(audit.details().get("callId"))))
                        .singleElement()
                        .satisfies(audit -> assertThat(audit.outcome()).isEqualTo("cancelled")));
    }

    @Test
    void callThatWaitsForAPersonEndsAndCannotBeApprovedAnyMore() {
        ToolCallRequested call = CallProbe.call("systemctl restart aiops-no-such-unit");
        calls.ask(call);
        await().atMost(CallProbe.SOON).until(() -> calls.is(call.callId(), "waiting-approval"));

        bus.send(cancelled(call, call.origin(), ""));

        ToolCallCompleted done = calls.completed(call.callId());
        assertThat(done.state()).isEqualTo(State.CANCELLED);
        assertThat(done.reason()).isEqualTo("cancelled by grace; it had not started");
        assertThat(calls.attempts(call.callId())).isZero();
    }

    @Test
    void onlyWhoAskedTakesACallBackOverTheBus() {
        ToolCallRequested call = CallProbe.call("vmstat 1 3");
        calls.ask(call);
        await().atMost(CallProbe.SOON).until(() -> calls.is(call.callId(), "running"));

        bus.send(cancelled(call, CallProbe.origin(), "mischief"));
        bus.send(cancelled(CallProbe.call("uptime"), call.origin(), "there is no such call"));

        assertThat(calls.completed(call.callId()).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void callThatADeadReplicaWasToStopIsNotRunAgain() {
        String callId = Ids.next();
        jdbi.useHandle(handle -> handle.createUpdate("""
            insert into tool_call (call_id, tool, arguments, origin_kind, origin_id, principal, deadline, state,
                instance, repeatable, attempts, accepted_at, started_at, cancelled_by, cancel_reason)
            values (:id, 'terminal', '{"command": "uptime"}', 'RUN', :id, 'ada', now() + interval '1 minute',
                'running', 'tool-runner-dead', true, 1, now() - interval '1 hour', now() - interval '1 hour',
                'grace', 'enough')
            """).bind("id", callId).execute());

        assertThat(calls.completed(callId).state()).isEqualTo(State.CANCELLED);
        assertThat(calls.attempts(callId)).isEqualTo(1);
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void operatorStopsACallOverRest() {
        String callId = given().contentType(ContentType.JSON)
                .body(Map.of("arguments", Map.of("command", "vmstat 1 118")))
                .post("/api/v1/tools/terminal/calls")
                .then()
                .statusCode(202)
                .extract()
                .path("callId");
        await().atMost(CallProbe.SOON).until(() -> running("vmstat 1 118"));

        given().queryParam("reason", "wrong\nmachine")
                .post("/api/v1/tool-calls/" + callId + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled"))
                .body("reason", containsString("cancelled by olga: wrong machine while it ran"));
        assertThat(running("vmstat 1 118")).isFalse();
        given().post("/api/v1/tool-calls/" + callId + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled"));
        given().post("/api/v1/tool-calls/none-such/cancel")
                .then()
                .statusCode(404)
                .body("code", equalTo("tool-call-unknown"));
        String ended = calls.ask("uptime");
        calls.completed(ended);
        given().post("/api/v1/tool-calls/" + ended + "/cancel")
                .then()
                .statusCode(409)
                .body("code", equalTo("tool-call-ended"));
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void viewerStopsNothing() {
        given().post("/api/v1/tool-calls/some/cancel").then().statusCode(403);
    }

    private static ToolCallCancelled cancelled(ToolCallRequested call, Origin by, String reason) {
        return new ToolCallCancelled(call.callId(), by, "grace", reason, Instant.now());
    }

    private static boolean running(String command) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").endsWith(command));
    }
}
