package io.agentaiops.eventcontracts.approval;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person decided, or the time ran out. The requester trusts the proof and nothing else.
 *
 * @param approvalId the request
 * @param requester the service that waits
 * @param decision what was decided
 * @param planHash hash of the plan that the person saw
 * @param decidedBy who; {@code expiry} when the time ran out
 * @param reason in the person's words, may be empty
 * @param proof a JWT signed by agent-gateway with the claims approvalId, planHash, decision, sub and groups; where
 *     several persons agreed also approvers, their names; where arguments were edited also argumentsHash
 * @param decidedAt when
 * @param arguments that the person put in the place of those shown; null when they were left as they are
 */
public record ApprovalDecided(
        String approvalId,
        String requester,
        Decision decision,
        String planHash,
        String decidedBy,
        String reason,
        String proof,
        Instant decidedAt,
        @Nullable Map<String, Object> arguments)
        implements Event {

    /** A decision on what was shown. */
    public ApprovalDecided(
            String approvalId,
            String requester,
            Decision decision,
            String planHash,
            String decidedBy,
            String reason,
            String proof,
            Instant decidedAt) {
        this(approvalId, requester, decision, planHash, decidedBy, reason, proof, decidedAt, null);
    }

    /** What can be decided. */
    public enum Decision {
        @JsonProperty("approve")
        APPROVE,
        @JsonProperty("deny")
        DENY
    }

    public ApprovalDecided {
        Require.text(approvalId, "approvalId");
        Require.text(requester, "requester");
        requireNonNull(decision, "decision");
        Require.text(planHash, "planHash");
        Require.text(decidedBy, "decidedBy");
        requireNonNull(reason, "reason");
        Require.text(proof, "proof");
        requireNonNull(decidedAt, "decidedAt");
        arguments = arguments == null ? null : Map.copyOf(arguments);
    }

    @Override
    public String key() {
        return approvalId;
    }

    /** Leaves the proof out, which is a credential. */
    @Override
    public String toString() {
        return "ApprovalDecided[" + approvalId + ", " + decision + ", by " + decidedBy + "]";
    }
}
