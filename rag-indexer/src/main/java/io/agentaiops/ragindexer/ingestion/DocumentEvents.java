package io.agentaiops.ragindexer.ingestion;

import java.time.Duration;
import java.time.Instant;

/** Tells others what has become of a document, in the transaction that notes it. */
public interface DocumentEvents {

    /** The document can be found in this version and in no earlier one. */
    void indexed(Indexed indexed);

    /** The document can be found no longer. */
    void removed(String documentId, Instant at);

    /**
     * What has been indexed.
     *
     * @param documentId the document
     * @param title its title
     * @param hash of the version
     * @param chunks passages that it has
     * @param embedded passages that had to be embedded for it
     * @param lag from the change to being found
     * @param at when it could be found
     */
    record Indexed(String documentId, String title, String hash, int chunks, int embedded, Duration lag, Instant at) {}
}
