package io.agentaiops.toolrunner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.audit.AuditRecorded;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted.State;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent begins an emergency runbook on behalf of who asks it. */
@QuarkusTest
@QuarkusTestResource(value = GatewayResource.class, restrictToAnnotatedClass = false)
class RunbookStartIT {

    private static final List<String> OPERATOR = List.of("operator", "viewer");

    private final OpsProbe ops;
    private final CallProbe calls;
    private final BusProbe bus;

    RunbookStartIT(OpsProbe ops, CallProbe calls, BusProbe bus) {
        this.ops = ops;
        this.calls = calls;
        this.bus = bus;
    }

    @BeforeEach
    void gatewayAnswers() {
        ops.gatewayAnswers(true);
    }

    @AfterEach
    void gatewayIsGone() {
        ops.gatewayAnswers(false);
    }

    @Test
    void runbookBeginsForTheCallerAndShowsItsStepsOnceItWaits() {
        String callId = ask(OpsProbe.RUNBOOK, OPERATOR);
        await().atMost(CallProbe.SOON).until(() -> ops.wasShown(callId, "running"));
        ops.goesOn(callId, "waiting-approval");

        ToolCallCompleted done = calls.completed(callId);

        assertThat(done.state()).isEqualTo(State.SUCCEEDED);
        assertThat(done.output()).isEqualTo("""
                'Stopped' has begun
                state: waiting-approval (Under way)
                run: /api/v1/operations/%s
                1. Look: succeeded
                   $ uptime
                   up 3 days
                2. Restart: waiting-approval
                   $ reboot
                """.formatted(callId));
        assertThat(ops.asked(callId)).singleElement().satisfies(asked -> {
            assertThat(asked.principal()).isEqualTo("ada");
            assertThat(asked.arguments())
                    .containsEntry("procedure", OpsProbe.RUNBOOK)
                    .containsEntry("reason", "nothing answers");
        });
        await().atMost(CallProbe.SOON)
                .untilAsserted(() -> assertThat(bus.heard(
                                AuditRecorded.class,
                                audit -> callId.equals(audit.details().get("callId"))))
                        .singleElement()
                        .satisfies(audit -> assertThat(audit.details().get("arguments"))
                                .contains(OpsProbe.RUNBOOK)
                                .contains("nothing answers")));
    }

    @Test
    void callThatIsDeliveredAgainIsPassedOnOnce() {
        ToolCallRequested call = call(OpsProbe.RUNBOOK, OPERATOR);
        bus.send(call);
        await().atMost(CallProbe.SOON).until(() -> ops.wasShown(call.callId(), "running"));
        bus.send(call);
        ops.goesOn(call.callId(), "succeeded");
        calls.completed(call.callId());
        String later = ask(OpsProbe.RUNBOOK, List.of());
        calls.completed(later);

        assertThat(ops.asked(call.callId())).hasSize(1);
        assertThat(calls.results(call.callId())).hasSize(1);
    }

    @Test
    void viewersAndCallersNobodyVouchesForAreDenied() {
        String viewer = ask(OpsProbe.RUNBOOK, List.of("viewer"));
        String unknown = ask(OpsProbe.RUNBOOK, null);

        assertThat(List.of(calls.completed(viewer), calls.completed(unknown))).allSatisfy(done -> {
            assertThat(done.state()).isEqualTo(State.DENIED);
            assertThat(done.reason()).contains("needs the role operator, which ada does not have");
        });
        assertThat(ops.asked(viewer)).isEmpty();
        assertThat(ops.asked(unknown)).isEmpty();
    }

    @Test
    void platformThatAsksItselfBeginsNothing() {
        String callId = ask(OpsProbe.RUNBOOK, List.of("operator", "service", "viewer"));

        assertThat(calls.completed(callId).state()).isEqualTo(State.DENIED);
        assertThat(ops.asked(callId)).isEmpty();
    }

    @Test
    void whatIsNoEmergencyRunbookIsNotBegun() {
        ToolCallCompleted done = calls.completed(ask("nightly", OPERATOR));

        assertThat(done.state()).isEqualTo(State.FAILED);
        assertThat(done.exitCode()).isEqualTo(1);
        assertThat(done.output()).contains("there is no emergency runbook");
    }

    @Test
    void runThatCannotBeLookedAtHasBegunAllTheSame() {
        ops.gatewayAnswers(false);

        ToolCallCompleted done = calls.completed(ask(OpsProbe.RUNBOOK, OPERATOR));

        assertThat(done.state()).isEqualTo(State.SUCCEEDED);
        assertThat(done.output()).contains("has begun").contains("How it goes on is not known now");
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"viewer", "operator"})
    void operatorsBeginItOverRest() {
        given().contentType(ContentType.JSON)
                .header("Prefer", "wait=20")
                .body(Map.of("arguments", Map.of("procedure", OpsProbe.RUNBOOK), "timeoutMs", 8000))
                .post("/api/v1/tools/runbook_start/calls")
                .then()
                .statusCode(200)
                .body("state", equalTo("succeeded"))
                .body("output", containsString("state: running"));
    }

    private String ask(String procedure, @Nullable List<String> roles) {
        return calls.ask(call(procedure, roles));
    }

    private static ToolCallRequested call(String procedure, @Nullable List<String> roles) {
        return new ToolCallRequested(
                Ids.next(),
                "runbook_start",
                Map.of("procedure", procedure, "reason", "nothing answers"),
                CallProbe.origin(),
                "ada",
                null,
                Instant.now().plusSeconds(60),
                null,
                null,
                null,
                roles);
    }
}
