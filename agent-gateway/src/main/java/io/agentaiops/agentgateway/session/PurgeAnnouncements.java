package io.agentaiops.agentgateway.session;

import java.time.Instant;

/** Tells whoever certifies what was purged; within the caller's transaction. */
public interface PurgeAnnouncements {

    /**
     * Says that sessions whose term was over are removed.
     *
     * @param from last activity in the one that was left first
     * @param to last activity in the one that was left last
     */
    void purged(long count, Instant from, Instant to);
}
