package io.agentaiops.agentgateway.approval;

import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.eventbus.approval.ApprovalProof;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;

/** Signs decisions: whoever waits believes the signature, and not the topic that it came over. */
@ApplicationScoped
class DecisionSigner {

    private static final Duration LIFESPAN = Duration.ofMinutes(10);

    String proofOf(Approval approval, Decision decision, Caller decider) {
        return Jwt.subject(decider.principal())
                .upn(decider.principal())
                .groups(decider.roles())
                .issuer("agent-gateway")
                .audience(ApprovalProof.AUDIENCE)
                .claim("approvalId", approval.id())
                .claim("planHash", approval.planHash())
                .claim("decision", decision.name().toLowerCase(Locale.ROOT))
                .expiresIn(LIFESPAN)
                .sign();
    }
}
