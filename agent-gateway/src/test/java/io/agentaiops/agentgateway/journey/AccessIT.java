package io.agentaiops.agentgateway.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.agentaiops.agentgateway.testing.TestPlatform;
import io.agentaiops.agentgateway.testing.ToolRunnerStandIn;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.approval.ApprovalProof;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.approval.ApprovalDecided;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccessIT extends Journey {

    @Inject
    ToolRunnerStandIn toolRunner;

    @Inject
    ApprovalProof proof;

    @Test
    void withoutAValidKeyThereIsNoWayIn() {
        given().get("/api/v1/me").then().statusCode(401).contentType("application/problem+json");
        with("aiops_thisKeyWasNeverMadeByAnybody00000000000000")
                .get("/api/v1/me")
                .then()
                .statusCode(401)
                .body("code", equalTo("key-missing-or-invalid"));
        given().get("/api/v1/tools").then().statusCode(401);
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void aKeyKnowsItsPrincipalAndImpliedRolesUntilItIsRevoked() {
        JsonPath made = asAdmin()
                .body(Map.of("name", "grace", "role", "approver"))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        String key = made.getString("key");

        with(key)
                .get("/api/v1/me")
                .then()
                .body("principal", equalTo("grace"))
                .body("roles", contains("approver", "operator", "viewer"));
        asAdmin().get("/api/v1/keys").then().body("name", hasItem("grace")).body("[0].key", nullValue());
        with(key).get("/api/v1/keys").then().statusCode(403);

        asAdmin().delete("/api/v1/keys/" + made.getString("id")).then().statusCode(204);
        with(key).get("/api/v1/me").then().statusCode(401);
    }

    @Test
    void onlyServicesMayAskAboutKeys() {
        String viewer = newKey("viewer-of-keys", "viewer");

        with(TestPlatform.serviceKey())
                .body(Map.of("key", viewer))
                .post("/api/v1/keys/introspect")
                .then()
                .statusCode(200)
                .body("active", equalTo(true))
                .body("principal", equalTo("viewer-of-keys"));
        with(TestPlatform.serviceKey())
                .body(Map.of("key", "aiops_nothing"))
                .post("/api/v1/keys/introspect")
                .then()
                .body("active", equalTo(false));
        asAdmin()
                .body(Map.of("key", viewer))
                .post("/api/v1/keys/introspect")
                .then()
                .statusCode(403);
        with(TestPlatform.serviceKey()).get("/api/v1/sessions").then().statusCode(403);
    }

    @Test
    void aViewerCannotApproveAnApproverCanAndTheProofIsSigned() {
        JsonPath run = ask("The disk is filling up", "runbook");
        String approvalId = run.getString("approvals[0].approvalId");
        String plan = run.getString("approvals[0].plan");
        String viewer = newKey("victor", "viewer");
        String approver = newKey("ada", "approver");

        with(viewer)
                .body(Map.of("decision", "approve"))
                .post("/api/v1/approvals/" + approvalId)
                .then()
                .statusCode(403)
                .body("code", equalTo("approval-not-allowed"));
        with(approver)
                .body(Map.of("decision", "approve", "planHash", ToolRunnerStandIn.sha256("rm -rf /")))
                .post("/api/v1/approvals/" + approvalId)
                .then()
                .statusCode(409)
                .body("code", equalTo("plan-changed"));
        with(approver)
                .body(Map.of("decision", "approve", "reason", "go", "planHash", ToolRunnerStandIn.sha256(plan)))
                .post("/api/v1/approvals/" + approvalId)
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"))
                .body("decidedBy", equalTo("ada"));
        with(approver)
                .body(Map.of("decision", "deny"))
                .post("/api/v1/approvals/" + approvalId)
                .then()
                .statusCode(409);

        ApprovalDecided decided = await().atMost(Duration.ofSeconds(15))
                .until(
                        () -> toolRunner.decisions().stream()
                                .filter(event -> event.approvalId().equals(approvalId))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(proof.verify(decided)).isEqualTo(new ApprovalProof.Verified.By("ada"));
    }

    @Test
    void destructionIsSettledOnlyWhenTwoPersonsAgree() {
        String approvalId = waiting("ollama rm llama3", 2);
        String first = newKey("first-of-two", "approver");
        String second = newKey("second-of-two", "approver");

        approve(first, approvalId).body("state", equalTo("pending")).body("approvedBy", contains("first-of-two"));
        approve(first, approvalId).body("state", equalTo("pending")).body("approvedBy", contains("first-of-two"));
        assertThat(decision(approvalId)).isEmpty();
        approve(second, approvalId)
                .body("state", equalTo("approved"))
                .body("approvedBy", contains("first-of-two", "second-of-two"))
                .body("preview", equalTo("3 GB"));

        ApprovalDecided decided = await().atMost(Duration.ofSeconds(15))
                .until(() -> decision(approvalId), Optional::isPresent)
                .orElseThrow();
        assertThat(proof.verify(decided, 2)).isEqualTo(new ApprovalProof.Verified.By("first-of-two and second-of-two"));
        assertThat(proof.verify(decided, 3)).isInstanceOf(ApprovalProof.Verified.Forged.class);
    }

    @Test
    void whoAskedDoesNotApproveAlone() {
        String asks = newKey("asks-and-approves", "approver");
        String other = newKey("agrees-with-others", "approver");
        String change = waiting("systemctl restart ollama", 1, "asks-and-approves");
        String destruction = waiting("ollama rm llama3", 2, "asks-and-approves");

        with(asks)
                .body(Map.of("decision", "approve"))
                .post("/api/v1/approvals/" + change)
                .then()
                .statusCode(403)
                .body("code", equalTo("approval-own"));
        assertThat(decision(change)).isEmpty();
        approve(other, change).body("state", equalTo("approved")).body("decidedBy", equalTo("agrees-with-others"));
        approve(asks, destruction).body("state", equalTo("pending"));
        approve(other, destruction).body("state", equalTo("approved"));
    }

    @Test
    void editedArgumentsAreSignedForAndUndoEarlierVotes() {
        String approvalId = waiting("ollama rm llama3", 2);
        String first = newKey("first-editor", "approver");
        String second = newKey("second-editor", "approver");
        Map<String, Object> edited = Map.of("command", "ollama stop llama3");

        approve(first, approvalId);
        with(second)
                .body(Map.of("decision", "approve", "arguments", edited))
                .post("/api/v1/approvals/" + approvalId)
                .then()
                .statusCode(200)
                .body("state", equalTo("pending"))
                .body("approvedBy", contains("second-editor"));
        approve(first, approvalId).body("state", equalTo("approved"));

        ApprovalDecided decided = await().atMost(Duration.ofSeconds(15))
                .until(() -> decision(approvalId), Optional::isPresent)
                .orElseThrow();
        assertThat(decided.arguments()).isEqualTo(edited);
        assertThat(proof.verify(decided, 2)).isInstanceOf(ApprovalProof.Verified.By.class);
    }

    private ValidatableResponse approve(String key, String approvalId) {
        return with(key)
                .body(Map.of("decision", "approve"))
                .post("/api/v1/approvals/" + approvalId)
                .then()
                .statusCode(200);
    }

    private Optional<ApprovalDecided> decision(String approvalId) {
        return toolRunner.decisions().stream()
                .filter(event -> event.approvalId().equals(approvalId))
                .findFirst();
    }

    private String waiting(String command, int approvers) {
        return waiting(command, approvers, "ada");
    }

    private String waiting(String command, int approvers, String principal) {
        String approvalId = Ids.next();
        Instant now = Instant.now();
        toolRunner.say(new ApprovalRequested(
                approvalId,
                "tool-runner",
                new Origin(Origin.Kind.API, Ids.next()),
                principal,
                Ids.next(),
                "Run: " + command,
                command,
                ToolRunnerStandIn.sha256(command),
                "approver",
                now,
                now.plus(Duration.ofMinutes(15)),
                approvers,
                Map.of("command", command),
                "it destroys what cannot be brought back",
                "3 GB"));
        await().atMost(Duration.ofSeconds(15))
                .until(() -> asAdmin().get("/api/v1/approvals/" + approvalId).statusCode() == 200);
        return approvalId;
    }

    @Test
    void whatWouldBeHiddenIsShown() {
        asAdmin()
                .body(Map.of("text", "mail ada@example.org now"))
                .post("/api/v1/redaction/check")
                .then()
                .statusCode(200)
                .body("text", equalTo("mail [email] now"))
                .body("found[0].type", equalTo("email"))
                .body("found[0].start", equalTo(5));
    }
}
