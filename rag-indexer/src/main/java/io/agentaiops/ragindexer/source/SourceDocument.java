package io.agentaiops.ragindexer.source;

import static java.util.Objects.requireNonNull;

import io.agentaiops.ragindexer.passage.ContentHash;
import io.agentaiops.ragindexer.passage.DocumentFormat;
import io.agentaiops.ragindexer.passage.StatedAudience;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A document as its source has it now.
 *
 * @param documentId unique in the knowledge base; for a file its path below the folder, with slashes
 * @param origin where it came from
 * @param format how to read it
 * @param title what its source calls it, if it does
 * @param tags what its source files it under
 * @param audience roles that may see it; empty: everybody
 * @param content the whole text; empty for a file of which it must be extracted
 * @param original such a file
 * @param changedAt when it changed; freshness is measured from here
 */
public record SourceDocument(
        String documentId,
        Origin origin,
        DocumentFormat format,
        @Nullable String title,
        List<String> tags,
        List<String> audience,
        String content,
        @Nullable OriginalFile original,
        Instant changedAt) {

    /** Where documents come from. */
    public enum Origin {
        FOLDER,
        UPLOAD,
        EVENT
    }

    /** Longest document id: it must fit into an index key. */
    public static final int LONGEST_ID = 400;

    public SourceDocument {
        if (documentId.isBlank() || documentId.length() > LONGEST_ID || documentId.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("documentId must have 1 to " + LONGEST_ID + " characters");
        }
        requireNonNull(origin, "origin");
        requireNonNull(format, "format");
        tags = List.copyOf(tags);
        audience = List.copyOf(audience);
        requireNonNull(content, "content");
        if (format.isText() == (original != null)) {
            throw new IllegalArgumentException("text has content, everything else has an original");
        }
        requireNonNull(changedAt, "changedAt");
    }

    /** A document of text. */
    public static SourceDocument text(
            String documentId,
            Origin origin,
            DocumentFormat format,
            @Nullable String title,
            List<String> tags,
            String content,
            Instant changedAt) {
        return new SourceDocument(documentId, origin, format, title, tags, List.of(), content, null, changedAt);
    }

    /** Roles that may see it, by its source and by itself; empty: everybody; none when it cannot be told. */
    public Optional<List<String>> statedAudience() {
        return (original == null ? StatedAudience.of(format, content) : Optional.of(List.<String>of()))
                .map(own -> Stream.concat(own.stream(), audience.stream())
                        .distinct()
                        .toList());
    }

    /** Tells versions apart: everything that the index shows of the document goes into it. */
    public String hash() {
        return ContentHash.of(String.join(
                "\u0000",
                format.name(),
                String.valueOf(title),
                String.join(",", tags),
                audience.isEmpty() ? content : String.join(",", audience) + "\u0000" + content,
                original == null ? "" : original.hash()));
    }
}
