package io.agentaiops.ragindexer.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.InvalidEvent;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.document.DocumentChanged;
import io.agentaiops.ragindexer.ingestion.DocumentIntake;
import io.agentaiops.ragindexer.passage.DocumentFormat;
import io.agentaiops.ragindexer.source.DecodedText;
import io.agentaiops.ragindexer.source.SourceConfig;
import io.agentaiops.ragindexer.source.SourceDocument;
import io.agentaiops.ragindexer.source.SourceDocument.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears of documents that other services keep. */
@ApplicationScoped
class DocumentListener {

    private final DocumentIntake intake;
    private final SourceConfig config;

    DocumentListener(DocumentIntake intake, SourceConfig config) {
        this.intake = intake;
        this.config = config;
    }

    void listen(@Observes Subscriptions on) {
        on.each(DocumentChanged.class, this::changed);
    }

    void changed(DocumentChanged event, EventMetadata meta) {
        if (intake.belongsToFile(event.documentId())) {
            throw new InvalidEvent(
                    event.documentId() + " is a file of the watched folder and cannot be changed by events");
        }
        switch (event.change()) {
            case DELETED -> intake.deleted(event.documentId(), meta.time());
            case UPSERTED -> intake.upserted(document(event, meta));
        }
    }

    private SourceDocument document(DocumentChanged event, EventMetadata meta) {
        String content = given(event.content(), "content");
        DocumentFormat format = DocumentFormat.ofMediaType(given(event.mediaType(), "mediaType"))
                .filter(DocumentFormat::isText)
                .orElseThrow(() -> new InvalidEvent(
                        "mediaType must be one of " + DocumentFormat.textTypes() + " but is " + event.mediaType()));
        if (content.getBytes(StandardCharsets.UTF_8).length > config.maxSize()) {
            throw new InvalidEvent("content is larger than " + config.maxSize() + " bytes");
        }
        DecodedText.problemIn(content).ifPresent(problem -> {
            throw new InvalidEvent("content, line " + problem.line() + ": " + problem.reason());
        });
        try {
            List<String> audience = event.audience() == null ? List.of() : event.audience();
            return new SourceDocument(
                    event.documentId(),
                    Origin.EVENT,
                    format,
                    event.title(),
                    event.tags(),
                    audience,
                    content,
                    null,
                    meta.time());
        } catch (IllegalArgumentException e) {
            throw new InvalidEvent(String.valueOf(e.getMessage()));
        }
    }

    private static String given(@Nullable String value, String name) {
        if (value == null) {
            throw new InvalidEvent(name + " is missing");
        }
        return value;
    }
}
