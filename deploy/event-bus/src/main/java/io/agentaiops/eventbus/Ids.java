package io.agentaiops.eventbus;

import com.github.f4b6a3.uuid.UuidCreator;

/** New identifiers: UUID version 7 (RFC 9562), so that they sort by the time they were made. */
public final class Ids {

    private Ids() {}

    /** A new id in its canonical text form. */
    public static String next() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}
