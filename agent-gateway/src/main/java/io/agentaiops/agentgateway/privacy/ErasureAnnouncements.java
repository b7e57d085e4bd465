package io.agentaiops.agentgateway.privacy;

import java.time.Instant;

/** Tells the other services that somebody's data is gone; in the transaction of the erasure. */
public interface ErasureAnnouncements {

    /** Everything about that person was removed here. */
    void erased(String principal, Instant at);
}
