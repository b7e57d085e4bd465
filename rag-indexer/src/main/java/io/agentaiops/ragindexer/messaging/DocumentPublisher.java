package io.agentaiops.ragindexer.messaging;

import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.document.DocumentIndexed;
import io.agentaiops.eventcontracts.document.DocumentRemoved;
import io.agentaiops.ragindexer.ingestion.DocumentEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Says what can be found from now on, and what no longer. */
@ApplicationScoped
class DocumentPublisher implements DocumentEvents {

    private final Outbox outbox;

    DocumentPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void indexed(Indexed indexed) {
        outbox.publish(new DocumentIndexed(
                indexed.documentId(),
                indexed.title(),
                indexed.hash(),
                indexed.chunks(),
                indexed.embedded(),
                indexed.lag().toMillis(),
                indexed.at()));
    }

    @Override
    public void removed(String documentId, Instant at) {
        outbox.publish(new DocumentRemoved(documentId, at));
    }
}
