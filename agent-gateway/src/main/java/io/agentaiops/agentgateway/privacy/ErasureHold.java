package io.agentaiops.agentgateway.privacy;

import io.agentaiops.eventbus.problem.Problem;
import java.util.Optional;

/** Says whether what users did must be kept for now. */
public interface ErasureHold {

    /** Why nothing may be deleted; empty when it may. */
    Optional<String> reason();

    /** Refuses a deletion while it stands, with the reason. */
    default void refuse() {
        reason().ifPresent(reason -> {
            throw Problem.conflict(
                    "user-activity-held",
                    "User activity is under a legal hold (" + reason
                            + "): nothing of it is deleted until it is lifted.");
        });
    }
}
