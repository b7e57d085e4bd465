package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.index.SearchFilter.Everything;
import io.agentaiops.ragindexer.index.SearchFilter.Roles;
import io.agentaiops.ragindexer.index.SearchFilter.Viewers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** The document table as what is known, to be read. */
@ApplicationScoped
class KnownDocuments {

    /** What is known of a document without its text or its file, of which a list must not bring megabytes each. */
    private static final String KNOWN = """
            select document_id, origin, format, title, kind, owner, procedure_id, review_by, tags, audience,
                newest_audience, state, error_line, error_reason, retry_at, chunks, content_hash, changed_at, indexed_at
            from document
            """;

    private final Jdbi jdbi;

    KnownDocuments(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<KnownDocument> find(String documentId) {
        return jdbi.withHandle(handle -> handle.createQuery(KNOWN + "where document_id = :id")
                .bind("id", documentId)
                .map((rows, context) -> DocumentRows.known(rows))
                .findOne());
    }

    Optional<String> content(String documentId, String hash) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select content from document
                        where document_id = :id and content_hash = :hash and content is not null
                        """)
                .bind("id", documentId)
                .bind("hash", hash)
                .mapTo(String.class)
                .findOne());
    }

    /** Documents in the order of their ids, from the first after {@code after}. */
    List<KnownDocument> list(Collection<DocumentState> states, Viewers viewers, String after, int atMost) {
        // As KnownDocument.Readers has it.
        return jdbi.withHandle(handle -> handle.createQuery(KNOWN + """
                        where state = any(:states) and document_id > :after
                            and (:everything or ((audience = '{}' or audience && :roles::text[])
                                and (newest_audience = '{}' or newest_audience && :roles::text[])))
                        order by document_id limit :atMost
                        """)
                .bind("everything", viewers instanceof Everything)
                .bindArray("roles", String.class, viewers instanceof Roles theirs ? theirs.roles() : Set.of())
                .bindArray("states", String.class, DocumentState.columns(states))
                .bind("after", after)
                .bind("atMost", atMost)
                .map((rows, context) -> DocumentRows.known(rows))
                .list());
    }

    /** Those that should have been read again before that day. */
    List<KnownDocument> outdated(LocalDate today) {
        return jdbi.withHandle(handle -> handle.createQuery(KNOWN + """
                        where state in ('pending', 'indexed', 'failed') and review_by < :today order by document_id
                        """)
                .bind("today", today)
                .map((rows, context) -> DocumentRows.known(rows))
                .list());
    }

    /** Documents of folders that were removed since then. */
    List<KnownDocument> vanishedSince(Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery(KNOWN + """
                        where state in ('removing', 'removed') and origin = 'FOLDER' and changed_at >= :since
                        order by document_id
                        """)
                .bind("since", since)
                .map((rows, context) -> DocumentRows.known(rows))
                .list());
    }

    /** Numbers of documents, chunks, and when the longest waiting change happened, or was due to be tried again. */
    Backlog backlog(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) filter (where state not in ('removing', 'removed')) as documents,
                            count(*) filter (where state = 'indexed') as indexed,
                            count(*) filter (where state in ('pending', 'removing')
                                or (state = 'failed' and retry_at <= :now)) as pending,
                            count(*) filter (where state = 'failed') as failed,
                            coalesce(sum(chunks), 0) as chunks,
                            least(min(changed_at) filter (where state in ('pending', 'removing')),
                                min(retry_at) filter (where state = 'failed' and retry_at <= :now)) as oldest,
                            max(indexed_at) as newest,
                            greatest(max(indexed_at), max(changed_at) filter (where state = 'removed')) as changed
                        from document
                        """)
                .bind("now", now)
                .map((rows, context) -> DocumentRows.backlog(rows))
                .one());
    }
}
