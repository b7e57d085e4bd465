package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.extraction.DocumentExtractor;
import io.agentaiops.ragindexer.extraction.Extraction;
import io.agentaiops.ragindexer.passage.DocumentFormat;
import io.agentaiops.ragindexer.source.OriginalFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Files that wait for their text to be extracted. What they were is let go afterwards: the text is all that the index
 * needs, for building it anew too.
 */
@ApplicationScoped
class OriginalFiles {

    private static final Logger LOG = Logger.getLogger(OriginalFiles.class);

    private record Waiting(String documentId, String hash, DocumentFormat format, OriginalFile original) {}

    private final Jdbi jdbi;
    private final DocumentExtractor extractor;
    private final IngestionMetrics metrics;
    private final IngestionConfig config;
    private final Clock clock;

    OriginalFiles(
            Jdbi jdbi, DocumentExtractor extractor, IngestionMetrics metrics, IngestionConfig config, Clock clock) {
        this.jdbi = jdbi;
        this.extractor = extractor;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
    }

    /** Extracts the text of the file that waits longest; tells whether there was one. */
    boolean extractNext() {
        Optional<Waiting> next = claim();
        next.ifPresent(file -> {
            switch (extractor.extract(file.original().bytes(), nameOf(file))) {
                case Extraction.Extracted extracted -> extracted(file, extracted.html());
                case Extraction.Refused refused -> refused(file, refused.reason());
            }
        });
        return next.isPresent();
    }

    /** The ending of the name helps to tell formats apart that look alike; an upload's id need not have one. */
    private static String nameOf(Waiting file) {
        String name = file.documentId().substring(file.documentId().lastIndexOf('/') + 1);
        return DocumentFormat.ofFileName(name).isPresent()
                ? name
                : name + "." + file.format().extension();
    }

    private Optional<Waiting> claim() {
        Instant now = clock.instant();
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update document set claimed_until = :until
                        where document_id in (
                            select document_id from document
                            where state = 'pending' and original is not null
                                and (claimed_until is null or claimed_until < :now)
                            order by changed_at limit 1 for update skip locked)
                        returning document_id, content_hash, format, original
                        """)
                .bind("until", now.plus(config.claim()))
                .bind("now", now)
                .map((rows, context) -> new Waiting(
                        rows.getString(1),
                        rows.getString(2),
                        DocumentFormat.valueOf(rows.getString(3)),
                        OriginalFile.of(rows.getBytes(4))))
                .findOne());
    }

    private void extracted(Waiting file, String html) {
        noted(
                file,
                jdbi.withHandle(handle -> handle.createUpdate("""
                        update document set content = :html, original = null, claimed_until = null
                        where document_id = :id and content_hash = :hash and state = 'pending'
                        """)
                        .bind("html", html)
                        .bind("id", file.documentId())
                        .bind("hash", file.hash())
                        .execute()));
    }

    /** A newer version has come meanwhile: it must not wait until the claim runs out. */
    private void noted(Waiting file, int rows) {
        if (rows == 0) {
            jdbi.useHandle(
                    handle -> handle.createUpdate("update document set claimed_until = null where document_id = :id")
                            .bind("id", file.documentId())
                            .execute());
        }
    }

    private void refused(Waiting file, String reason) {
        noted(
                file,
                jdbi.withHandle(handle -> handle.createUpdate("""
                        update document set state = 'failed', original = null, claimed_until = null,
                            error_line = 1, error_reason = :reason
                        where document_id = :id and content_hash = :hash and state = 'pending'
                        """)
                        .bind("reason", reason)
                        .bind("id", file.documentId())
                        .bind("hash", file.hash())
                        .execute()));
        metrics.failed();
        LOG.warnf("documentId=%s refused: %s", file.documentId(), reason);
    }
}
