package io.agentaiops.toolrunner.retention;

import java.time.Instant;

/** Tells whoever certifies what was purged; within the caller's transaction. */
public interface PurgeAnnouncements {

    /**
     * Says that calls whose term was over are removed.
     *
     * @param from when the first of them ended
     * @param to when the last of them ended
     */
    void purged(long count, Instant from, Instant to);
}
