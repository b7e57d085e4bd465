package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.document.DocumentChanged;
import io.agentaiops.opsscheduler.report.DocumentPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Says what the knowledge base is to hold of reports. */
@ApplicationScoped
class DocumentEventPublisher implements DocumentPublisher {

    private final Outbox outbox;

    DocumentEventPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void publish(String documentId, String title, String markdown) {
        outbox.publish(new DocumentChanged(
                documentId,
                DocumentChanged.Change.UPSERTED,
                title,
                "text/markdown",
                markdown,
                List.of("report"),
                null));
    }
}
