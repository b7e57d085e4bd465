package io.agentaiops.agentgateway.approval;

import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.eventbus.approval.ApprovalProof;
import io.agentaiops.eventbus.approval.PlanHash;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Signs decisions: whoever waits believes the signature, and not the topic that it came over. */
@ApplicationScoped
class DecisionSigner {

    private static final Duration LIFESPAN = Duration.ofMinutes(10);

    String proofOf(Approval approval, Decision decision, Caller decider) {
        JwtClaimsBuilder claims = Jwt.subject(decider.principal())
                .upn(decider.principal())
                .groups(decider.roles())
                .issuer("agent-gateway")
                .audience(ApprovalProof.AUDIENCE)
                .claim("approvalId", approval.id())
                .claim("planHash", approval.planHash())
                .claim("decision", decision.name().toLowerCase(Locale.ROOT))
                .expiresIn(LIFESPAN);
        Map<String, Object> edited = approval.editedArguments();
        if (decision == Decision.APPROVE && edited != null) {
            claims.claim("argumentsHash", PlanHash.ofArguments(edited));
        }
        if (decision == Decision.APPROVE && !approval.approvedBy().isEmpty()) {
            claims.claim(ApprovalProof.APPROVERS, approval.approvedBy());
        }
        return claims.sign();
    }
}
