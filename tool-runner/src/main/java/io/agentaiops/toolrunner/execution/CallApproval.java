package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.approval.PlanHash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person is asked to agree to.
 *
 * @param id of the approval
 * @param plan exactly what would be done
 * @param planHash its {@link #hash}
 * @param expiresAt undecided by then, the call expires
 * @param approvedBy who agreed; null until then
 * @param host the machine that it is to run on
 * @param approvers how many persons have to agree
 * @param reason why a person is asked
 * @param preview what was found out about the effect without having it; null when nothing was
 */
public record CallApproval(
        String id,
        String plan,
        String planHash,
        Instant expiresAt,
        @Nullable String approvedBy,
        String host,
        int approvers,
        String reason,
        @Nullable String preview) {

    /** Names exactly what would be done. */
    public static String hash(String plan) {
        return PlanHash.of(plan);
    }
}
