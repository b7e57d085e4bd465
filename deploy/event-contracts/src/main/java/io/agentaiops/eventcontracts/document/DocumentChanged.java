package io.agentaiops.eventcontracts.document;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another service says that a document of its own is new, changed or gone. Any publisher may send it.
 *
 * @param documentId unique in the knowledge base, such as {@code wiki/network/vpn.md}
 * @param change what happened
 * @param title a title for people, when the content does not begin with one
 * @param mediaType such as {@code text/markdown}; needed for {@code upserted}
 * @param content the whole text; needed for {@code upserted}
 * @param tags for filtering
 * @param audience roles that may see it, beside those that the content names itself; everybody when there are none
 */
public record DocumentChanged(
        String documentId,
        Change change,
        @Nullable String title,
        @Nullable String mediaType,
        @Nullable String content,
        List<String> tags,
        @Nullable List<String> audience)
        implements Event {

    /** What can happen to a document. */
    public enum Change {
        @JsonProperty("upserted")
        UPSERTED,
        @JsonProperty("deleted")
        DELETED
    }

    public DocumentChanged {
        Require.text(documentId, "documentId");
        requireNonNull(change, "change");
        if (change == Change.UPSERTED && (mediaType == null || content == null)) {
            throw new IllegalArgumentException("mediaType and content are needed when a document is upserted");
        }
        tags = tags == null ? List.of() : List.copyOf(tags);
        audience = audience == null ? null : List.copyOf(audience);
    }

    @Override
    public String key() {
        return documentId;
    }
}
