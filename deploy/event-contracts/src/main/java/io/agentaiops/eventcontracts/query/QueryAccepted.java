package io.agentaiops.eventcontracts.query;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A query was stored and its run is due. The text stays in the gateway's database, encrypted; it never travels.
 *
 * @param runId the run that answers it
 * @param sessionId the conversation it belongs to
 * @param principal who asked
 * @param mode what the asker chose
 * @param model the model asked for, when one was named
 * @param acceptedAt when it was stored
 */
public record QueryAccepted(
        String runId,
        String sessionId,
        String principal,
        Mode mode,
        @Nullable String model,
        Instant acceptedAt) implements Event {

    public QueryAccepted {
        Require.text(runId, "runId");
        Require.text(sessionId, "sessionId");
        Require.text(principal, "principal");
        requireNonNull(mode, "mode");
        requireNonNull(acceptedAt, "acceptedAt");
    }

    @Override
    public String key() {
        return sessionId;
    }
}
