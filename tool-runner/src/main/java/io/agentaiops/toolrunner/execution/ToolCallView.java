package io.agentaiops.toolrunner.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted.Verdict;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call as REST shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ToolCallView(
        String callId,
        String tool,
        Map<String, Object> arguments,
        String principal,
        @Nullable String session,
        String state,
        @Nullable String output,
        boolean truncated,
        @Nullable Integer exitCode,
        long durationMs,
        @Nullable Long queueMs,
        @Nullable String sandbox,
        @Nullable String reason,
        @Nullable Verdict verdict,
        @Nullable ApprovalView approval,
        Instant acceptedAt,
        @Nullable Instant completedAt) {

    /** What a person is asked, or was. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ApprovalView(
            String approvalId,
            String plan,
            String planHash,
            Instant expiresAt,
            @Nullable String approvedBy,
            int approvers,
            String reason,
            @Nullable String preview) {}

    static ToolCallView of(ToolCall call) {
        CallResult result = call.result();
        return new ToolCallView(
                call.id(),
                call.request().tool(),
                call.request().arguments(),
                call.request().principal(),
                call.request().session(),
                call.state().label(),
                result == null ? null : result.output(),
                result != null && result.truncated(),
                result == null ? null : result.exitCode(),
                result == null ? 0 : result.durationMs(),
                call.queueMs(),
                result == null ? null : result.sandbox(),
                result == null ? null : result.reason(),
                result == null ? null : result.verdict(),
                approval(call.approval()),
                call.acceptedAt(),
                call.completedAt());
    }

    private static @Nullable ApprovalView approval(@Nullable CallApproval approval) {
        return approval == null
                ? null
                : new ApprovalView(
                        approval.id(),
                        approval.plan(),
                        approval.planHash(),
                        approval.expiresAt(),
                        approval.approvedBy(),
                        approval.approvers(),
                        approval.reason(),
                        approval.preview());
    }
}
