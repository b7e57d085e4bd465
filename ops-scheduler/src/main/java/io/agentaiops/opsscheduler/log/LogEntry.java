package io.agentaiops.opsscheduler.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a service wrote into its log.
 *
 * @param id of the event that brought it; storing it again changes nothing
 */
public record LogEntry(
        String id,
        String service,
        String level,
        String logger,
        String message,
        @Nullable String stackTrace,
        @Nullable String traceId,
        Instant at) {}
