package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.extraction.DocumentExtractor;
import io.agentaiops.ragindexer.extraction.Extraction;
import io.agentaiops.ragindexer.passage.DocumentFormat;
import io.agentaiops.ragindexer.passage.StatedAudience;
import io.agentaiops.ragindexer.source.OriginalFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Files that wait for their text to be extracted. What they were is let go afterwards: the text is all that the index
 * needs, for building it anew too. A file that could not be read stays, so that it can be tried again.
 */
@ApplicationScoped
class OriginalFiles {

    private static final Logger LOG = Logger.getLogger(OriginalFiles.class);

    private record Waiting(String documentId, String hash, DocumentFormat format, OriginalFile original) {}

    private final Jdbi jdbi;
    private final DocumentStore store;
    private final Claims claims;
    private final DocumentExtractor extractor;
    private final IngestionMetrics metrics;
    private final IngestionConfig config;
    private final Clock clock;

    OriginalFiles(
            Jdbi jdbi,
            DocumentStore store,
            Claims claims,
            DocumentExtractor extractor,
            IngestionMetrics metrics,
            IngestionConfig config,
            Clock clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.claims = claims;
        this.extractor = extractor;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
    }

    /** Extracts the text of the file that waits longest; tells whether there was one. */
    boolean extractNext() {
        Optional<Waiting> next = claim();
        next.ifPresent(file -> {
            claims.keep(file.documentId());
            try {
                extract(file);
            } finally {
                // A newer version that has come meanwhile must not wait until the claim runs out.
                claims.giveBack(List.of(file.documentId()));
            }
        });
        return next.isPresent();
    }

    private void extract(Waiting file) {
        switch (extractor.extract(file.original().bytes(), nameOf(file))) {
            case Extraction.Extracted extracted -> extracted(file, extracted.html());
            case Extraction.Refused refused -> {
                store.refused(file.documentId(), file.hash(), 1, refused.reason());
                failed(file, refused.reason());
            }
            case Extraction.Failed failed -> {
                store.failed(file.documentId(), file.hash(), failed.reason(), clock.instant());
                failed(file, failed.reason());
            }
        }
    }

    private void failed(Waiting file, String reason) {
        metrics.failed();
        LOG.warnf("documentId=%s refused: %s", file.documentId(), reason);
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
                        update document set claimed_until = clock_timestamp() + make_interval(secs => :lease)
                        where document_id in (
                            select document_id from document
                            where (state = 'pending' or (state = 'failed' and retry_at <= :now))
                                and original is not null
                                and (claimed_until is null or claimed_until < clock_timestamp())
                            order by state = 'failed', changed_at limit 1 for update skip locked)
                        returning document_id, content_hash, format, original
                        """)
                .bind("lease", config.claim().toSeconds())
                .bind("now", now)
                .map((rows, context) -> new Waiting(
                        rows.getString(1),
                        rows.getString(2),
                        DocumentFormat.valueOf(rows.getString(3)),
                        OriginalFile.of(rows.getBytes(4))))
                .findOne());
    }

    private void extracted(Waiting file, String html) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update document set content = :html, original = null, state = 'pending',
                            newest_audience = given_audience || :stated::text[],
                            error_line = null, error_reason = null, attempts = 0, retry_at = null
                        where document_id = :id and content_hash = :hash and state in ('pending', 'failed')
                        """)
                .bind("html", html)
                .bindArray(
                        "stated",
                        String.class,
                        StatedAudience.of(file.format(), html).orElse(List.of()))
                .bind("id", file.documentId())
                .bind("hash", file.hash())
                .execute());
    }
}
