package io.agentaiops.ragindexer.index;

import java.util.List;

/**
 * Puts one version of a document in the place of another.
 *
 * @param documentId the document
 * @param passages of the new version; none when the document is gone
 * @param obsolete ids of passages of earlier versions that the new one does not have
 */
public record Replacement(String documentId, List<IndexedPassage> passages, List<String> obsolete) {

    public Replacement {
        passages = List.copyOf(passages);
        obsolete = List.copyOf(obsolete);
    }
}
