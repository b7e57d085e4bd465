package io.agentaiops.agentgateway.library;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The download of a model.
 *
 * @param id the download
 * @param model what is downloaded
 * @param host to where; null for every host
 * @param state where it stands
 * @param status what Ollama says it is doing
 * @param atHost the host that is at it
 * @param completed bytes that are there
 * @param total bytes altogether, as far as Ollama has named them
 * @param reason why it failed
 * @param requestedBy who asked for it
 * @param createdAt when it was asked for
 * @param updatedAt last sign of life
 * @param endedAt when it ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Pull(
        String id,
        String model,
        @Nullable String host,
        State state,
        String status,
        @Nullable String atHost,
        long completed,
        long total,
        @Nullable String reason,
        String requestedBy,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant endedAt) {

    /** Where a download stands. */
    public enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        /** The name over REST. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }

        /** Whether nothing more happens. */
        public boolean isEnd() {
            return this == SUCCEEDED || this == FAILED || this == CANCELLED;
        }
    }
}
