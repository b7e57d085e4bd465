package io.agentaiops.opsscheduler.run;

import static io.agentaiops.opsscheduler.testing.Callers.forgedProof;
import static io.agentaiops.opsscheduler.testing.Callers.operator;
import static io.agentaiops.opsscheduler.testing.Callers.proof;
import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventcontracts.approval.ApprovalDecided;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.agentaiops.eventcontracts.tool.ToolCallRequested.GivenApproval;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RunApprovalIT {

    private final OtherServices others;

    RunApprovalIT(OtherServices others) {
        this.others = others;
    }

    @Test
    void approvedStepIsDoneOnce() {
        others.answerTool("careful-restart", true);
        ApprovalRequested request = start();
        assertThat(request.plan()).contains("run: careful-restart").contains("step: restart");
        assertThat(calls(request)).isEmpty();

        String proof = proof(request.approvalId(), request.planHash(), "approve", "approver");
        decide(request, ApprovalDecided.Decision.APPROVE, proof);
        decide(request, ApprovalDecided.Decision.APPROVE, proof);

        awaitState(request, "succeeded");
        assertThat(request.plan()).endsWith("\nrun: careful-restart");
        assertThat(calls(request))
                .extracting(ToolCallRequested::approval)
                .containsExactly(new GivenApproval(request.approvalId(), request.plan(), proof));
    }

    @Test
    void deniedStepIsNotDone() {
        ApprovalRequested request = start();

        decide(
                request,
                ApprovalDecided.Decision.DENY,
                proof(request.approvalId(), request.planHash(), "deny", "approver"));

        awaitState(request, "failed");
        assertThat(stepState(request)).isEqualTo("denied");
        assertThat(calls(request)).isEmpty();
    }

    @Test
    void proofThatIsNotGoodForExactlyThisChangesNothing() {
        ApprovalRequested request = start();
        ApprovalRequested other = start();

        for (String proof : List.of(
                forgedProof(request.approvalId(), request.planHash(), "approve"),
                "not a token",
                proof(other.approvalId(), other.planHash(), "approve", "approver"),
                proof(request.approvalId(), other.planHash(), "approve", "approver"),
                proof(request.approvalId(), request.planHash(), "approve", "operator"),
                proof(request.approvalId(), request.planHash(), "maybe", "approver"))) {
            decide(request, ApprovalDecided.Decision.APPROVE, proof);
        }

        await().during(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(stepState(request)).isEqualTo("waiting-approval");
            assertThat(calls(request)).isEmpty();
        });
        operator().post("/api/v1/operations/" + request.origin().id() + "/cancel");
        operator().post("/api/v1/operations/" + other.origin().id() + "/cancel");
    }

    private ApprovalRequested start() {
        String runId = operator()
                .post("/api/v1/procedures/careful/runs")
                .then()
                .statusCode(202)
                .extract()
                .path("runId");
        return await().until(
                        () -> others.heard(ApprovalRequested.class).stream()
                                .filter(event -> event.origin().id().equals(runId))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private void decide(ApprovalRequested request, ApprovalDecided.Decision decision, String proof) {
        others.say(new ApprovalDecided(
                request.approvalId(),
                request.requester(),
                decision,
                request.planHash(),
                "ada",
                "",
                proof,
                Instant.now()));
    }

    private List<ToolCallRequested> calls(ApprovalRequested request) {
        return others.calls("careful-restart").stream()
                .filter(call -> call.origin().id().equals(request.origin().id()))
                .toList();
    }

    private static void awaitState(ApprovalRequested request, String state) {
        await().untilAsserted(() -> assertThat(read(request, "state")).isEqualTo(state));
    }

    private static String stepState(ApprovalRequested request) {
        return read(request, "steps[0].state");
    }

    private static String read(ApprovalRequested request, String path) {
        return viewer().get("/api/v1/operations/" + request.origin().id())
                .then()
                .extract()
                .path(path);
    }
}
