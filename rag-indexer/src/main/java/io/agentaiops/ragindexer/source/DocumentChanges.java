package io.agentaiops.ragindexer.source;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes note of what happened to documents. Every method may be called again with the same news to no effect. */
public interface DocumentChanges {

    /** The document is new or changed. */
    void upserted(SourceDocument document);

    /** A file is there that cannot be taken as text. */
    void refused(Refusal refusal);

    /** The document is gone. Unknown ids are ignored. */
    void deleted(String documentId, Instant at);

    /** Hashes of all folder documents that are known and not gone, by document id. */
    Map<String, String> folderDocuments();

    /**
     * Why a file was not taken.
     *
     * @param documentId the document
     * @param hash of the file's bytes, so that the same version is reported once
     * @param line where in the file, counted from one
     * @param reason what is wrong with it
     * @param audience roles that it says may see it, as far as it can be read; empty when that cannot be told
     * @param at when it was seen
     */
    record Refusal(
            String documentId, String hash, int line, String reason, Optional<List<String>> audience, Instant at) {}
}
