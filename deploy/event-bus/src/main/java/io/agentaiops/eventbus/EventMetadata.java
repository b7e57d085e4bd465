package io.agentaiops.eventbus;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an event's headers say of it.
 *
 * @param id unique for each source
 * @param type the CloudEvents type
 * @param source who said it, such as {@code /aiops/tool-runner}
 * @param time when it happened
 * @param traceParent W3C trace context, if the publisher sent one
 */
public record EventMetadata(
        String id,
        String type,
        String source,
        Instant time,
        @Nullable String traceParent) {

    /** The same in another trace context. */
    public EventMetadata in(@Nullable String otherTraceParent) {
        return new EventMetadata(id, type, source, time, otherTraceParent);
    }
}
