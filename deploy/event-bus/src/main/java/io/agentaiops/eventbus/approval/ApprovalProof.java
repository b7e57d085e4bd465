package io.agentaiops.eventbus.approval;

import io.agentaiops.eventcontracts.approval.ApprovalDecided;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonString;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

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

    /** The claim with the names of those who agreed, where there are several. */
    public static final String APPROVERS = "approvers";

    private static final String APPROVE = "approve";

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

    /** Checks the proof of a decision that one person may take. Any doubt is {@link Verified.Forged}. */
    public Verified verify(ApprovalDecided decided) {
        return verify(decided, 1);
    }

    /**
     * Checks the proof of a decision.
     *
     * @param approvers how many persons have to agree; one is enough to deny
     */
    public Verified verify(ApprovalDecided decided, int approvers) {
        String decision = decided.decision().name().toLowerCase(Locale.ROOT);
        Map<String, Object> arguments = decided.arguments();
        String argumentsHash = arguments == null ? null : PlanHash.ofArguments(arguments);
        return verify(decided.proof(), decided.approvalId(), decided.planHash(), decision, argumentsHash, approvers);
    }

    /** Whether the proof shows that so many persons agreed to exactly that plan. */
    public boolean approves(String approvalId, String planHash, String proof, int approvers) {
        return verify(proof, approvalId, planHash, APPROVE, null, approvers) instanceof Verified.By;
    }

    private Verified verify(
            String proof,
            String approvalId,
            String planHash,
            String decision,
            @Nullable String argumentsHash,
            int approvers) {
        JsonWebToken token;
        try {
            token = parser.parse(proof, rules);
        } catch (ParseException e) {
            return new Verified.Forged("the proof is not signed by agent-gateway, or is days old");
        }
        if (!approvalId.equals(token.getClaim("approvalId"))) {
            return new Verified.Forged("the proof is for another approval");
        }
        if (!planHash.equals(token.getClaim("planHash"))) {
            return new Verified.Forged("the proof is for another plan");
        }
        if (!decision.equals(token.getClaim("decision"))) {
            return new Verified.Forged("the proof is for another decision");
        }
        if (!Objects.equals(argumentsHash, token.getClaim("argumentsHash"))) {
            return new Verified.Forged("the proof is for other arguments");
        }
        if (!decision.equals(APPROVE) && EXPIRY.equals(token.getSubject())) {
            return new Verified.Expired();
        }
        return byWhom(token, decision.equals(APPROVE) ? approvers : 1);
    }

    private static Verified byWhom(JsonWebToken token, int approvers) {
        Set<String> groups = token.getGroups() == null ? Set.of() : token.getGroups();
        if (groups.stream().noneMatch(MAY_DECIDE::contains)) {
            return new Verified.Forged(token.getSubject() + " may not decide");
        }
        Object claimed = token.getClaim(APPROVERS);
        SortedSet<String> persons = new TreeSet<>(Set.of(token.getSubject()));
        if (claimed instanceof Iterable<?> names) {
            names.forEach(name -> persons.add(name instanceof JsonString text ? text.getString() : name.toString()));
        }
        return persons.size() < approvers
                ? new Verified.Forged(approvers + " persons have to agree")
                : new Verified.By(String.join(" and ", persons));
    }
}
