package io.agentaiops.ragindexer.index;

import io.agentaiops.ragindexer.embedding.Vector;

/**
 * A passage that is in the index, as far as keeping the index right needs it.
 *
 * @param id the passage
 * @param documentId its document
 * @param embeddingHash of what was embedded
 * @param vector what came out; of no dimension when it is missing
 */
public record StoredPassage(String id, String documentId, String embeddingHash, Vector vector) {}
