package io.agentaiops.eventcontracts.document;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;

/**
 * A document can be found in this version, and no longer in any earlier one.
 *
 * @param documentId the document
 * @param title its title
 * @param contentHash SHA-256 of the content, in lower-case hexadecimal
 * @param chunks number of chunks it has now
 * @param embedded number of chunks that had to be embedded for it
 * @param lagMs from the change to being searchable, in milliseconds
 * @param indexedAt when it became searchable
 */
public record DocumentIndexed(
        String documentId, String title, String contentHash, int chunks, int embedded, long lagMs, Instant indexedAt)
        implements Event {

    public DocumentIndexed {
        Require.text(documentId, "documentId");
        Require.text(title, "title");
        Require.text(contentHash, "contentHash");
        Require.notNegative(chunks, "chunks");
        Require.notNegative(embedded, "embedded");
        Require.notNegative(lagMs, "lagMs");
        requireNonNull(indexedAt, "indexedAt");
    }

    @Override
    public String key() {
        return documentId;
    }
}
