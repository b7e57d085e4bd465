package io.agentaiops.eventcontracts.approval;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something waits for a person. What would be done is shown in full, and the decision is bound to its hash.
 *
 * @param approvalId unique
 * @param requester the service that waits
 * @param origin what it is for
 * @param principal on whose behalf it was asked
 * @param callId the tool call that waits, where it is one
 * @param title one line for the inbox
 * @param plan exactly what would be done
 * @param planHash SHA-256 of the plan's UTF-8 bytes, in lower-case hexadecimal
 * @param role the role that may decide
 * @param requestedAt when it was asked
 * @param expiresAt undecided by then, it counts as denied
 */
public record ApprovalRequested(
        String approvalId,
        String requester,
        Origin origin,
        String principal,
        @Nullable String callId,
        String title,
        String plan,
        String planHash,
        String role,
        Instant requestedAt,
        Instant expiresAt)
        implements Event {

    public ApprovalRequested {
        Require.text(approvalId, "approvalId");
        Require.text(requester, "requester");
        requireNonNull(origin, "origin");
        Require.text(principal, "principal");
        Require.text(title, "title");
        Require.text(plan, "plan");
        Require.text(planHash, "planHash");
        Require.text(role, "role");
        requireNonNull(requestedAt, "requestedAt");
        requireNonNull(expiresAt, "expiresAt");
    }

    @Override
    public String key() {
        return approvalId;
    }
}
