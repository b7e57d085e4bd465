package io.agentaiops.eventcontracts.log;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A warning or an error of a service. Redacted before it is published.
 *
 * @param service which service
 * @param level INFO, WARN or ERROR
 * @param logger name of the logger
 * @param message the formatted message
 * @param stackTrace of the exception, when there was one
 * @param traceId of the trace it happened in, when there was one
 * @param at when
 */
public record LogRecorded(
        String service,
        String level,
        String logger,
        String message,
        @Nullable String stackTrace,
        @Nullable String traceId,
        Instant at)
        implements Event {

    public LogRecorded {
        Require.text(service, "service");
        Require.text(level, "level");
        requireNonNull(logger, "logger");
        requireNonNull(message, "message");
        requireNonNull(at, "at");
    }

    @Override
    public String key() {
        return service;
    }
}
