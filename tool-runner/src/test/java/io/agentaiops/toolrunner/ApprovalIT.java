package io.agentaiops.toolrunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.approval.ApprovalProof;
import io.agentaiops.eventcontracts.EventHeaders;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.Topic;
import io.agentaiops.eventcontracts.approval.ApprovalDecided;
import io.agentaiops.eventcontracts.approval.ApprovalDecided.Decision;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted.State;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Changes wait for a person, and nobody but the gateway can say that a person agreed. */
@QuarkusTest
class ApprovalIT {

    private static final Duration SOON = Duration.ofSeconds(25);
    /** There is no such unit, so that running it is harmless; whether it ran is seen by its exit code. */
    private static final String CHANGE = "systemctl restart aiops-no-such-unit";

    @Inject
    BusProbe bus;

    @Inject
    Jdbi jdbi;

    @ConfigProperty(name = "aiops.test.jwt.private-key")
    String gatewayKey;

    @Test
    void approvedChangeRunsOnce() {
        ApprovalRequested asked = askFor(CHANGE);
        assertThat(asked.plan()).startsWith(CHANGE + "\n");
        assertThat(asked.requester()).isEqualTo("tool-runner");
        ApprovalDecided approved = decided(asked, Decision.APPROVE, proof(asked, "approve", "approver"));

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
        ApprovalRequested asked = askFor(CHANGE);

        bus.send(decided(asked, Decision.DENY, proof(asked, "deny", "approver")));

        ToolCallCompleted done = completed(asked);
        assertThat(done.state()).isEqualTo(State.DENIED);
        assertThat(done.reason()).isEqualTo("denied by grace: because");
        assertThat(row(asked, "attempts")).isEqualTo("0");
    }

    @Test
    void decisionThatIsNotProvenChangesNothing() throws NoSuchAlgorithmException {
        ApprovalRequested asked = askFor(CHANGE);
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
        ApprovalRequested other = askFor("systemctl stop aiops-no-such-unit");

        refused(decided(asked, Decision.APPROVE, foreign));
        refused(decided(asked, Decision.APPROVE, "not.a.token"));
        refused(decided(asked, Decision.APPROVE, proof(asked, "approve", "operator")));
        refused(decided(asked, Decision.APPROVE, proof(asked, "deny", "approver")));
        refused(decided(asked, Decision.APPROVE, proof(other, "approve", "approver")));
        refused(new ApprovalDecided(
                asked.approvalId(),
                "tool-runner",
                Decision.APPROVE,
                other.planHash(),
                "grace",
                "because",
                proof(other, "approve", "approver"),
                Instant.now()));

        assertThat(row(asked, "state")).isEqualTo("waiting-approval");
        assertThat(row(asked, "attempts")).isEqualTo("0");
    }

    @Test
    void whatRunsIsWhatWasApproved() {
        ApprovalRequested asked = askFor(CHANGE);
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update tool_call set arguments = '{\"command\": \"systemctl stop ssh\"}' where call_id = :id")
                .bind("id", asked.callId())
                .execute());

        bus.send(decided(asked, Decision.APPROVE, proof(asked, "approve", "approver")));

        ToolCallCompleted done = completed(asked);
        assertThat(done.state()).isEqualTo(State.DENIED);
        assertThat(done.reason()).isEqualTo("what would run now is not what was approved");
        assertThat(done.sandbox()).isNull();
    }

    @Test
    void undecidedChangeExpires() {
        ApprovalRequested asked = askFor(CHANGE);
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update tool_call set approval_expires_at = now() - interval '1 second' where call_id = :id")
                .bind("id", asked.callId())
                .execute());

        assertThat(completed(asked).state()).isEqualTo(State.EXPIRED);
        bus.send(decided(asked, Decision.APPROVE, proof(asked, "approve", "approver")));
        completed(askAndComplete("uptime"));
        assertThat(row(asked, "attempts")).isEqualTo("0");
    }

    private ApprovalRequested askFor(String command) {
        String callId = askAndComplete(command);
        return await().atMost(SOON)
                .until(
                        () -> bus.heard(ApprovalRequested.class, asked -> callId.equals(asked.callId())),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private String askAndComplete(String command) {
        String callId = Ids.next();
        bus.send(new ToolCallRequested(
                callId,
                "terminal",
                Map.of("command", command),
                new Origin(Origin.Kind.RUN, Ids.next()),
                "ada",
                null,
                Instant.now().plusSeconds(60),
                null));
        return callId;
    }

    private static ApprovalDecided decided(ApprovalRequested asked, Decision decision, String proof) {
        return new ApprovalDecided(
                asked.approvalId(),
                "tool-runner",
                decision,
                asked.planHash(),
                "grace",
                "because",
                proof,
                Instant.now());
    }

    private String proof(ApprovalRequested asked, String decision, String role) {
        return Jwt.issuer("agent-gateway")
                .audience(ApprovalProof.AUDIENCE)
                .subject("grace")
                .groups(Set.of("viewer", role))
                .claim("approvalId", asked.approvalId())
                .claim("planHash", asked.planHash())
                .claim("decision", decision)
                .expiresIn(Duration.ofMinutes(5))
                .sign(gatewayKey);
    }

    /** Sends the decision and waits until it was given up to the dead letters. */
    private void refused(ApprovalDecided decision) {
        String eventId = bus.send(decision);
        await().atMost(SOON)
                .until(() -> bus.records(Topic.APPROVALS.deadLetters()).stream().anyMatch(record -> {
                    Header id = record.headers().lastHeader(EventHeaders.ID);
                    return id != null && eventId.equals(new String(id.value(), StandardCharsets.UTF_8));
                }));
    }

    private ToolCallCompleted completed(ApprovalRequested asked) {
        return completed(String.valueOf(asked.callId()));
    }

    private ToolCallCompleted completed(String callId) {
        return await().atMost(SOON)
                .until(
                        () -> bus.heard(ToolCallCompleted.class, done -> callId.equals(done.callId())),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private String row(ApprovalRequested asked, String column) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select to_jsonb(c) ->> :column from tool_call c where call_id = :id")
                        .bind("column", column)
                        .bind("id", asked.callId())
                        .mapTo(String.class)
                        .one());
    }
}
