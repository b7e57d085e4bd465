package io.agentaiops.ragindexer.ingestion;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of the index that was built, or is being built.
 *
 * @param index its name
 * @param model that its vectors are of
 * @param state what has become of it
 * @param startedBy who wanted it
 * @param forced whether it is searched even when the golden questions find less in it
 * @param startedAt since when
 * @param endedAt until when
 * @param done documents that it holds
 * @param total documents that it must hold
 * @param error why it is not searched, or what the golden questions said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Build(
        String index,
        String model,
        State state,
        String startedBy,
        boolean forced,
        Instant startedAt,
        @Nullable Instant endedAt,
        int done,
        int total,
        @Nullable String error) {

    /** What has become of a build. */
    public enum State {
        BUILDING,
        /** It is searched. */
        ACTIVE,
        /** It was searched before, and can be again at once. */
        PREVIOUS,
        /** The golden questions found less in it. */
        REFUSED,
        FAILED,
        /** It has been deleted. */
        DROPPED
    }
}
