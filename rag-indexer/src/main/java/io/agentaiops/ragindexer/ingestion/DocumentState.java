package io.agentaiops.ragindexer.ingestion;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** How far the index is with a document. */
public enum DocumentState {
    /** Its newest version is still to be indexed. */
    @JsonProperty("pending")
    PENDING,
    /** Its newest version can be found. */
    @JsonProperty("indexed")
    INDEXED,
    /** Its newest version was refused; an earlier one may still be found. */
    @JsonProperty("failed")
    FAILED,
    /** It is gone, and its passages are still to go. */
    @JsonProperty("removing")
    REMOVING,
    /** It is gone. */
    @JsonProperty("removed")
    REMOVED;

    /** As it stands in the database. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> columns(Collection<DocumentState> states) {
        return states.stream().map(DocumentState::column).toList();
    }

    static DocumentState ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
