package io.agentaiops.eventcontracts.document;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;

/**
 * A document can no longer be found.
 *
 * @param documentId the document
 * @param removedAt when its last chunk went
 */
public record DocumentRemoved(String documentId, Instant removedAt) implements Event {

    public DocumentRemoved {
        Require.text(documentId, "documentId");
        requireNonNull(removedAt, "removedAt");
    }

    @Override
    public String key() {
        return documentId;
    }
}
