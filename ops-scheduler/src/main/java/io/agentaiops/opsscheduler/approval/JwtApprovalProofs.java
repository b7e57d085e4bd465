package io.agentaiops.opsscheduler.approval;

import io.agentaiops.opsscheduler.run.ApprovalProofs;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Proofs are JWTs; signature and issuer are checked with the key that also guards the REST interface. Their expiry is
 * read generously: a proof fits one approval, one plan and one use, and must survive this service being down for a while.
 * How long a decision may take is the approval's own deadline.
 */
@ApplicationScoped
public class JwtApprovalProofs implements ApprovalProofs {

    private static final int DAY_IN_SECONDS = 86_400;

    private final JWTParser parser;
    private final JWTAuthContextInfo rules;

    JwtApprovalProofs(JWTParser parser, JWTAuthContextInfo rules) {
        this.parser = parser;
        this.rules = new JWTAuthContextInfo(rules);
        this.rules.setClockSkew(DAY_IN_SECONDS);
    }

    @Override
    public Checked check(String proof) {
        try {
            JsonWebToken token = parser.parse(proof, rules);
            String decision = text(token, "decision").toLowerCase(Locale.ROOT);
            if (!decision.equals("approve") && !decision.equals("deny")) {
                return new Worthless("the proof holds no decision");
            }
            Set<String> groups = token.getGroups() == null ? Set.of() : token.getGroups();
            return new Genuine(
                    text(token, "approvalId"),
                    text(token, "planHash"),
                    decision.equals("approve"),
                    String.valueOf(token.getSubject()),
                    groups);
        } catch (ParseException e) {
            return new Worthless("the proof was not signed by agent-gateway, or is days old");
        }
    }

    private static String text(JsonWebToken token, String claim) {
        Object value = token.getClaim(claim);
        return value == null ? "" : value.toString();
    }
}
