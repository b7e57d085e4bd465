package io.agentaiops.toolrunner;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventbus.approval.ApprovalProof;
import io.agentaiops.eventcontracts.approval.ApprovalDecided;
import io.agentaiops.eventcontracts.approval.ApprovalDecided.Decision;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted.State;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Changes wait for a person, and nobody but the gateway can say that a person agreed. */
@QuarkusTest
class ApprovalIT {

    /** There is no such unit, so that running it is harmless; whether it ran is seen by its exit code. */
    private static final String CHANGE = "systemctl restart aiops-no-such-unit";

    @Inject
    BusProbe bus;

    @Inject
    CallProbe calls;

    @Inject
    ApproverProbe approver;

    @Inject
    Jdbi jdbi;

    @Test
    void approvedChangeRunsOnce() {
        ApprovalRequested asked = approver.askFor(CHANGE);
        assertThat(asked.plan()).startsWith(CHANGE + "\n");
        assertThat(asked.requester()).isEqualTo("tool-runner");
        ApprovalDecided approved =
                ApproverProbe.decided(asked, Decision.APPROVE, approver.proof(asked, "approve", "approver"));

        bus.send(approved);
        bus.send(approved);

        ToolCallCompleted done = completed(asked);
        assertThat(done.state()).isEqualTo(State.FAILED);
        assertThat(done.sandbox()).isNotNull();
        assertThat(done.exitCode()).isNotZero();
        assertThat(row(asked, "approved_by")).isEqualTo("grace");
        assertThat(row(asked, "attempts")).isEqualTo("1");
    }

    @Test
    void deniedChangeNeverRuns() {
        ApprovalRequested asked = approver.askFor(CHANGE);

        bus.send(ApproverProbe.decided(asked, Decision.DENY, approver.proof(asked, "deny", "approver")));

        ToolCallCompleted done = completed(asked);
        assertThat(done.state()).isEqualTo(State.DENIED);
        assertThat(done.reason()).isEqualTo("denied by grace: because");
        assertThat(row(asked, "attempts")).isEqualTo("0");
    }

    @Test
    void decisionThatIsNotProvenChangesNothing() throws NoSuchAlgorithmException {
        ApprovalRequested asked = approver.askFor(CHANGE);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        PrivateKey stranger = generator.generateKeyPair().getPrivate();
        String foreign = Jwt.issuer("agent-gateway")
                .audience(ApprovalProof.AUDIENCE)
                .subject("mallory")
                .groups(Set.of("approver"))
                .claim("approvalId", asked.approvalId())
                .claim("planHash", asked.planHash())
                .claim("decision", "approve")
                .expiresIn(Duration.ofMinutes(5))
                .sign(stranger);
        ApprovalRequested other = approver.askFor("systemctl stop aiops-no-such-unit");

        approver.refused(ApproverProbe.decided(asked, Decision.APPROVE, foreign));
        approver.refused(ApproverProbe.decided(asked, Decision.APPROVE, "not.a.token"));
        approver.refused(ApproverProbe.decided(asked, Decision.APPROVE, approver.proof(asked, "approve", "operator")));
        approver.refused(ApproverProbe.decided(asked, Decision.APPROVE, approver.proof(asked, "deny", "approver")));
        approver.refused(ApproverProbe.decided(asked, Decision.APPROVE, approver.proof(other, "approve", "approver")));
        approver.refused(new ApprovalDecided(
                asked.approvalId(),
                "tool-runner",
                Decision.APPROVE,
                other.planHash(),
                "grace",
                "because",
                approver.proof(other, "approve", "approver"),
                Instant.now()));

        assertThat(row(asked, "state")).isEqualTo("waiting-approval");
        assertThat(row(asked, "attempts")).isEqualTo("0");
    }

    @Test
    void whatRunsIsWhatWasApproved() {
        ApprovalRequested asked = approver.askFor(CHANGE);
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update tool_call set arguments = '{\"command\": \"systemctl stop ssh\"}' where call_id = :id")
                .bind("id", asked.callId())
                .execute());

        bus.send(ApproverProbe.decided(asked, Decision.APPROVE, approver.proof(asked, "approve", "approver")));

        ToolCallCompleted done = completed(asked);
        assertThat(done.state()).isEqualTo(State.DENIED);
        assertThat(done.reason()).isEqualTo("what would run now is not what was approved");
        assertThat(done.sandbox()).isNull();
    }

    @Test
    void undecidedChangeExpires() {
        ApprovalRequested asked = approver.askFor(CHANGE);
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update tool_call set approval_expires_at = now() - interval '1 second' where call_id = :id")
                .bind("id", asked.callId())
                .execute());

        assertThat(completed(asked).state()).isEqualTo(State.EXPIRED);
        bus.send(ApproverProbe.decided(asked, Decision.APPROVE, approver.proof(asked, "approve", "approver")));
        calls.completed(calls.ask("uptime"));
        assertThat(row(asked, "attempts")).isEqualTo("0");
    }

    @Test
    void whatIsShownNamesHostCallerAndWhatWouldHappen() throws IOException {
        ApprovalRequested asked = approver.askFor(CHANGE);

        assertThat(asked.plan())
                .contains("\nhost: "
                        + Files.readString(Path.of("/proc/sys/kernel/hostname")).strip() + "\n")
                .endsWith("\ncaller: ada\n");
        assertThat(asked.approvers()).isEqualTo(1);
        assertThat(asked.arguments()).isEqualTo(Map.of("command", CHANGE));
        assertThat(asked.reason()).isEqualTo("it changes the machine");
        assertThat(asked.preview()).isNotBlank();
    }

    @Test
    void destructionNeedsTwoPersons() {
        ApprovalRequested asked = approver.askFor("ollama rm aiops-no-such-model");
        assertThat(asked.approvers()).isEqualTo(2);

        approver.refused(ApproverProbe.decided(asked, Decision.APPROVE, approver.proof(asked, "approve", "approver")));
        approver.refused(ApproverProbe.decided(
                asked, Decision.APPROVE, approver.proof(asked, Map.of("approvers", List.of("grace")))));
        assertThat(row(asked, "state")).isEqualTo("waiting-approval");

        bus.send(ApproverProbe.decided(
                asked, Decision.APPROVE, approver.proof(asked, Map.of("approvers", List.of("ada", "grace")))));
        completed(asked);
        assertThat(row(asked, "approved_by")).isEqualTo("ada and grace");
        assertThat(row(asked, "attempts")).isEqualTo("1");
    }

    private ToolCallCompleted completed(ApprovalRequested asked) {
        return calls.completed(String.valueOf(asked.callId()));
    }

    private String row(ApprovalRequested asked, String column) {
        return calls.row(String.valueOf(asked.callId()), column);
    }
}
