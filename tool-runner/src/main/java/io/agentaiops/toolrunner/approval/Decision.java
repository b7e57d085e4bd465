package io.agentaiops.toolrunner.approval;

/**
 * A decision as it arrived; nothing of it is trusted before the proof is.
 *
 * @param approvalId what was decided
 * @param approved whether it may be done
 * @param planHash of the plan that was decided on
 * @param reason in the person's words
 * @param proof the gateway's signature on all this
 */
public record Decision(String approvalId, boolean approved, String planHash, String reason, String proof) {

    /** Leaves the proof out, which is a credential. */
    @Override
    public String toString() {
        return "Decision[" + approvalId + ", " + (approved ? "approve" : "deny") + "]";
    }
}
