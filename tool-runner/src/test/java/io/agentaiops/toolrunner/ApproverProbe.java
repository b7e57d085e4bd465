package io.agentaiops.toolrunner;

import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.approval.ApprovalProof;
import io.agentaiops.eventcontracts.EventHeaders;
import io.agentaiops.eventcontracts.Topic;
import io.agentaiops.eventcontracts.approval.ApprovalDecided;
import io.agentaiops.eventcontracts.approval.ApprovalDecided.Decision;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The gateway and grace, who decides there: hears what waits, and signs decisions. */
@ApplicationScoped
class ApproverProbe {

    private final BusProbe bus;
    private final CallProbe calls;
    private final String gatewayKey;

    ApproverProbe(
            BusProbe bus, CallProbe calls, @ConfigProperty(name = "aiops.test.jwt.private-key") String gatewayKey) {
        this.bus = bus;
        this.calls = calls;
        this.gatewayKey = gatewayKey;
    }

    /** Asks for the command, and waits for the question that it leads to. */
    ApprovalRequested askFor(String command) {
        return question(calls.ask(command));
    }

    ApprovalRequested question(String callId) {
        return await().atMost(CallProbe.SOON)
                .until(
                        () -> bus.heard(ApprovalRequested.class, asked -> callId.equals(asked.callId())),
                        found -> !found.isEmpty())
                .getFirst();
    }

    static ApprovalDecided decided(ApprovalRequested asked, Decision decision, String proof) {
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

    static ApprovalDecided edited(ApprovalRequested asked, Map<String, Object> arguments, String proof) {
        return new ApprovalDecided(
                asked.approvalId(),
                "tool-runner",
                Decision.APPROVE,
                asked.planHash(),
                "grace",
                "because",
                proof,
                Instant.now(),
                arguments);
    }

    String proof(ApprovalRequested asked, String decision, String role) {
        return proof(asked.approvalId(), asked.planHash(), decision, role, Map.of());
    }

    String proof(ApprovalRequested asked, Map<String, Object> claims) {
        return proof(asked.approvalId(), asked.planHash(), "approve", "approver", claims);
    }

    String proof(String approvalId, String planHash, String decision, String role, Map<String, Object> claims) {
        JwtClaimsBuilder token = Jwt.issuer("agent-gateway")
                .audience(ApprovalProof.AUDIENCE)
                .subject("grace")
                .groups(Set.of("viewer", role))
                .claim("approvalId", approvalId)
                .claim("planHash", planHash)
                .claim("decision", decision)
                .expiresIn(Duration.ofMinutes(5));
        claims.forEach(token::claim);
        return token.sign(gatewayKey);
    }

    /** Sends the decision and waits until it was given up to the dead letters. */
    void refused(ApprovalDecided decision) {
        String eventId = bus.send(decision);
        await().atMost(CallProbe.SOON)
                .until(() -> bus.records(Topic.APPROVALS.deadLetters()).stream().anyMatch(record -> {
                    Header id = record.headers().lastHeader(EventHeaders.ID);
                    return id != null && eventId.equals(new String(id.value(), StandardCharsets.UTF_8));
                }));
    }
}
