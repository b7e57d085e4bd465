package io.agentaiops.ragindexer.ingestion;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.ragindexer.source.SourceDocument.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a document, without its text.
 *
 * @param documentId the document
 * @param source where it came from
 * @param mediaType its format
 * @param title its title, once it has been read
 * @param kind procedure, emergency, troubleshooting, guide, reference
 * @param owner who keeps it right
 * @param procedureId the name by which it is called as a procedure
 * @param reviewBy the day after which it counts as outdated
 * @param tags for filtering
 * @param audience roles that may see it; empty: everybody
 * @param state how far the index is with it
 * @param error why its newest version was refused
 * @param chunks passages that can be found
 * @param hash of its newest version
 * @param changedAt when it changed
 * @param indexedAt when the version that can be found was indexed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KnownDocument(
        String documentId,
        Origin source,
        String mediaType,
        @Nullable String title,
        @Nullable String kind,
        @Nullable String owner,
        @Nullable String procedureId,
        @Nullable LocalDate reviewBy,
        List<String> tags,
        List<String> audience,
        DocumentState state,
        @Nullable DocumentError error,
        int chunks,
        String hash,
        Instant changedAt,
        @Nullable Instant indexedAt) {

    public KnownDocument {
        tags = List.copyOf(tags);
        audience = List.copyOf(audience);
    }

    /**
     * Why a document was refused.
     *
     * @param file the document
     * @param line where, counted from one
     * @param reason what is wrong
     */
    public record DocumentError(String file, int line, String reason) {}
}
