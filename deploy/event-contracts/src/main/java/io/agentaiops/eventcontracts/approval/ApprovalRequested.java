package io.agentaiops.eventcontracts.approval;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import java.util.Map;
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
 * @param approvers how many persons have to agree; null for one. Of several, one may be the principal
 * @param arguments of the tool call, where they may be edited by who approves
 * @param reason why a person is asked
 * @param preview what was found out about the effect without having it, redacted
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
        Instant expiresAt,
        @Nullable Integer approvers,
        @Nullable Map<String, Object> arguments,
        @Nullable String reason,
        @Nullable String preview)
        implements Event {

    /** A request that one person may decide. */
    public ApprovalRequested(
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
            Instant expiresAt) {
        this(
                approvalId,
                requester,
                origin,
                principal,
                callId,
                title,
                plan,
                planHash,
                role,
                requestedAt,
                expiresAt,
                null,
                null,
                null,
                null);
    }

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
        if (approvers != null && approvers < 1) {
            throw new IllegalArgumentException("approvers must be positive but is " + approvers);
        }
        arguments = arguments == null ? null : Map.copyOf(arguments);
    }

    @Override
    public String key() {
        return approvalId;
    }
}
