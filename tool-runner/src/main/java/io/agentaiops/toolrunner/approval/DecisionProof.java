package io.agentaiops.toolrunner.approval;

import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Checks that agent-gateway signed a decision, and that it is this one. */
@ApplicationScoped
class DecisionProof {

    private static final Set<String> MAY_APPROVE = Set.of("approver", "admin");
    private static final String EXPIRY = "expiry";

    /** What the proof is worth. */
    sealed interface Verified {
        /** The decision is that person's. */
        record By(String person) implements Verified {}

        /** Nobody decided in time. */
        record Expired() implements Verified {}

        /** It proves nothing. */
        record Forged(String reason) implements Verified {}
    }

    private final JWTParser parser;

    DecisionProof(JWTParser parser) {
        this.parser = parser;
    }

    Verified verify(Decision decision) {
        JsonWebToken token;
        try {
            token = parser.parse(decision.proof());
        } catch (ParseException e) {
            return new Verified.Forged("the proof is not signed by agent-gateway, or has expired");
        }
        if (!decision.approvalId().equals(token.getClaim("approvalId"))) {
            return new Verified.Forged("the proof is for another approval");
        }
        if (!decision.planHash().equals(token.getClaim("planHash"))) {
            return new Verified.Forged("the proof is for another plan");
        }
        if (!(decision.approved() ? "approve" : "deny").equals(token.getClaim("decision"))) {
            return new Verified.Forged("the proof is for another decision");
        }
        if (!decision.approved() && EXPIRY.equals(token.getSubject())) {
            return new Verified.Expired();
        }
        return token.getGroups().stream().anyMatch(MAY_APPROVE::contains)
                ? new Verified.By(token.getSubject())
                : new Verified.Forged(token.getSubject() + " may not decide");
    }
}
