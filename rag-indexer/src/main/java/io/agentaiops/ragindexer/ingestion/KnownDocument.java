package io.agentaiops.ragindexer.ingestion;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.ragindexer.index.SearchFilter;
import io.agentaiops.ragindexer.index.SearchFilter.Viewers;
import io.agentaiops.ragindexer.source.SourceDocument.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
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
 * @param readers who it is shown to
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
        @JsonIgnore Readers readers,
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
     * Who a document is shown to. Both versions count, the one that can be found and the newest: what is shown is of the one
     * or of the other.
     *
     * @param found roles that may see the version that can be found; empty: everybody
     * @param newest the same of the newest version; null when it cannot be read well enough to tell: then administrators
     */
    public record Readers(List<String> found, @Nullable List<String> newest) {
        public Readers {
            found = List.copyOf(found);
            newest = newest == null ? null : List.copyOf(newest);
        }

        /** Whether they are among them. */
        public boolean include(Viewers viewers) {
            return viewers instanceof SearchFilter.Everything
                    || (newest != null && viewers.see(found) && viewers.see(newest));
        }

        /** All roles that are named. */
        List<String> named() {
            return Stream.concat(found.stream(), newest == null ? Stream.of() : newest.stream())
                    .distinct()
                    .toList();
        }
    }

    /**
     * Why a document was refused.
     *
     * @param file the document
     * @param line where, counted from one
     * @param reason what is wrong
     * @param retryAt when it is tried again by itself, if it is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DocumentError(
            String file, int line, String reason, @Nullable Instant retryAt) {}
}
