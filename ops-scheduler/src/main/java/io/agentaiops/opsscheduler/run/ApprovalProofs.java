package io.agentaiops.opsscheduler.run;

import java.util.Set;

/** Checks who really decided. */
public interface ApprovalProofs {

    /** What a proof turned out to be. */
    sealed interface Checked {}

    /**
     * Signed by the gateway.
     *
     * @param subject who decided
     * @param roles what that person may do
     */
    record Genuine(String approvalId, String planHash, boolean approved, String subject, Set<String> roles)
            implements Checked {
        public Genuine {
            roles = Set.copyOf(roles);
        }
    }

    /** Not to be believed. */
    record Worthless(String reason) implements Checked {}

    /** Checks a proof; never throws because of what is in it. */
    Checked check(String proof);
}
