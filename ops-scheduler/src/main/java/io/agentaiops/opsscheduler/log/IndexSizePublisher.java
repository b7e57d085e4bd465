package io.agentaiops.opsscheduler.log;

import java.time.Instant;

/** Where the size of the indices is said; it may be lost. */
public interface IndexSizePublisher {

    /** All indices together, copies included. */
    void indexSize(long bytes, Instant at);
}
