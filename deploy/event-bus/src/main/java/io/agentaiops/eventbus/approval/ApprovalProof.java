package io.agentaiops.eventbus.approval;

import io.agentaiops.eventcontracts.approval.ApprovalDecided;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Checks that agent-gateway signed a decision, and that it is this one. Whoever can write to the bus can send a decision;
 * only the gateway can prove one. The proof's audience is its own, so that it opens no REST interface.
 */
@ApplicationScoped
public class ApprovalProof {

    /** The JWT audience of proofs. */
    public static final String AUDIENCE = "agent-aiops-approval";

    /** The subject when nobody decided in time. */
    public static final String EXPIRY = "expiry";

    /** A proof fits one approval, one plan and one use, and must outlive a requester that is down for a while. */
    private static final int CLOCK_SKEW_SECONDS = 86_400;

    private static final Set<String> MAY_DECIDE = Set.of("approver", "admin");

    /** What a proof is worth. */
    public sealed interface Verified {
        /**
         * The decision is that person's, who may take it.
         *
         * @param person who decided
         */
        record By(String person) implements Verified {}

        /** Nobody decided in time, says the gateway. */
        record Expired() implements Verified {}

        /**
         * It proves nothing.
         *
         * @param reason why
         */
        record Forged(String reason) implements Verified {}
    }

    private final JWTParser parser;
    private final JWTAuthContextInfo rules;

    ApprovalProof(JWTParser parser, JWTAuthContextInfo rules) {
        this.parser = parser;
        this.rules = new JWTAuthContextInfo(rules);
        this.rules.setExpectedAudience(Set.of(AUDIENCE));
        this.rules.setClockSkew(CLOCK_SKEW_SECONDS);
    }

    /** Checks the proof of a decision. Any doubt is {@link Verified.Forged}. */
    public Verified verify(ApprovalDecided decided) {
        JsonWebToken token;
        try {
            token = parser.parse(decided.proof(), rules);
        } catch (ParseException e) {
            return new Verified.Forged("the proof is not signed by agent-gateway, or is days old");
        }
        String decision = decided.decision().name().toLowerCase(Locale.ROOT);
        if (!decided.approvalId().equals(token.getClaim("approvalId"))) {
            return new Verified.Forged("the proof is for another approval");
        }
        if (!decided.planHash().equals(token.getClaim("planHash"))) {
            return new Verified.Forged("the proof is for another plan");
        }
        if (!decision.equals(token.getClaim("decision"))) {
            return new Verified.Forged("the proof is for another decision");
        }
        if (decided.decision() == ApprovalDecided.Decision.DENY && EXPIRY.equals(token.getSubject())) {
            return new Verified.Expired();
        }
        Set<String> groups = token.getGroups() == null ? Set.of() : token.getGroups();
        return groups.stream().anyMatch(MAY_DECIDE::contains)
                ? new Verified.By(token.getSubject())
                : new Verified.Forged(token.getSubject() + " may not decide");
    }
}
