package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.index.DocumentFacts;
import io.agentaiops.ragindexer.passage.ParsedDocument;
import io.agentaiops.ragindexer.source.DocumentChanges.Refusal;
import io.agentaiops.ragindexer.source.OriginalFile;
import io.agentaiops.ragindexer.source.SourceDocument;
import io.agentaiops.ragindexer.source.SourceDocument.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The document table: what is known, and the queue of what is to be done. A document is worked on by one replica at a
 * time, which has claimed it for a while; a replica that dies leaves claims that run out.
 */
@ApplicationScoped
class DocumentStore {

    /** What is known of a document without its text or its file, of which a list must not bring megabytes each. */
    private static final String KNOWN = """
            select document_id, origin, format, title, kind, owner, procedure_id, review_by, tags, audience, state,
                error_line, error_reason, chunks, content_hash, changed_at, indexed_at
            from document
            """;

    private final Jdbi jdbi;

    DocumentStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Takes the document as its newest version; tells whether that is news. */
    boolean upsert(SourceDocument document) {
        OriginalFile original = document.original();
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                insert into document as d (document_id, origin, format, given_title, given_tags,
                                    given_audience, content, original, content_hash, changed_at, state)
                                values (:id, :origin, :format, :title, :tags, :audience, :content, :original, :hash,
                                    :changedAt, 'pending')
                                on conflict (document_id) do update set origin = excluded.origin,
                                    format = excluded.format, given_title = excluded.given_title,
                                    given_tags = excluded.given_tags, given_audience = excluded.given_audience,
                                    content = excluded.content, original = excluded.original,
                                    content_hash = excluded.content_hash, changed_at = excluded.changed_at,
                                    state = 'pending', error_line = null, error_reason = null
                                where d.content_hash <> excluded.content_hash or d.state in ('removing', 'removed')
                                """)
                        .bind("id", document.documentId())
                        .bind("origin", document.origin().name())
                        .bind("format", document.format().name())
                        .bind("title", document.title())
                        .bindArray("tags", String.class, document.tags())
                        .bindArray("audience", String.class, document.audience())
                        .bind("content", original == null ? document.content() : null)
                        .bind("original", original == null ? null : original.bytes())
                        .bind("hash", document.hash())
                        .bind("changedAt", document.changedAt())
                        .execute())
                > 0;
    }

    /** Notes that the file is there and cannot be taken. What was indexed of it before stays. */
    void refuse(Refusal refusal) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into document as d (document_id, origin, format, content_hash, changed_at, state,
                            error_line, error_reason)
                        values (:id, 'FOLDER', 'TEXT', :hash, :at, 'failed', :line, :reason)
                        on conflict (document_id) do update set origin = 'FOLDER', content = null, original = null,
                            content_hash = excluded.content_hash, changed_at = excluded.changed_at,
                            state = 'failed', error_line = excluded.error_line, error_reason = excluded.error_reason
                        where d.content_hash <> excluded.content_hash or d.state in ('removing', 'removed')
                        """)
                .bind("id", refusal.documentId())
                .bind("hash", refusal.hash())
                .bind("at", refusal.at())
                .bind("line", refusal.line())
                .bind("reason", refusal.reason())
                .execute());
    }

    /** Has the document removed; tells whether that is news. */
    boolean remove(String documentId, Instant at) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update document set state = 'removing', changed_at = :at, content = null, original = null
                                where document_id = :id and state not in ('removing', 'removed')
                                """)
                        .bind("id", documentId)
                        .bind("at", at)
                        .execute())
                > 0;
    }

    /**
     * Claims documents that this version of the index is behind with, longest waiting first.
     *
     * @param bytes of text to stop at; a first document is claimed however long it is
     */
    List<DueDocument> claim(String version, int atMost, int bytes, Instant now, Instant until) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with due as (
                            select document_id, changed_at, octet_length(content) as size from document
                            where (state in ('pending', 'removing')
                                    or (state = 'indexed' and index_name is distinct from :version))
                                and original is null and (claimed_until is null or claimed_until < :now)
                            order by changed_at, document_id limit :atMost for update skip locked),
                        summed as (
                            select document_id, coalesce(sum(size) over (order by changed_at, document_id
                                rows between unbounded preceding and 1 preceding), 0) as before from due)
                        update document set claimed_until = :until
                        where document_id in (select document_id from summed where before < :bytes)
                        returning *
                        """)
                .bind("until", until)
                .bind("version", version)
                .bind("now", now)
                .bind("atMost", atMost)
                .bind("bytes", bytes)
                .map((rows, context) -> DocumentRows.due(rows))
                .list());
    }

    /** Keeps the documents claimed for longer. */
    void renew(Collection<String> documentIds, Instant until) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update document set claimed_until = :until where document_id in (
                            select document_id from document
                            where document_id = any(:ids) and claimed_until is not null for update skip locked)
                        """)
                .bind("until", until)
                .bindArray("ids", String.class, documentIds)
                .execute());
    }

    /** Has the document indexed once more: what was just written may be an older version of it. */
    void again(String documentId) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update document set index_name = null where document_id = :id and state = 'indexed'")
                .bind("id", documentId)
                .execute());
    }

    /** Hashes of the documents that can be indexed: that have a text. */
    Map<String, String> indexable() {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        select document_id, content_hash from document
                        where state in ('pending', 'indexed') and content is not null
                        """).map((rows, context) -> Map.entry(rows.getString(1), rows.getString(2))).stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Gives the documents back, done or not. */
    void release(Collection<String> documentIds) {
        jdbi.useHandle(
                handle -> handle.createUpdate("update document set claimed_until = null where document_id = any(:ids)")
                        .bindArray("ids", String.class, documentIds)
                        .execute());
    }

    /** Notes that this version of the document can be found; false when there is a newer one already. */
    boolean indexed(
            DueDocument.ToIndex due,
            ParsedDocument parsed,
            DocumentFacts facts,
            int chunks,
            String version,
            Instant at) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update document set state = 'indexed', title = :title, kind = :kind, owner = :owner,
                                    procedure_id = :procedureId, review_by = :reviewBy, tags = :tags,
                                    audience = :audience,
                                    chunks = :chunks, index_name = :version, indexed_at = :at,
                                    error_line = null, error_reason = null
                                where document_id = :id and content_hash = :hash and state in ('pending', 'indexed')
                                """)
                        .bind("title", parsed.title())
                        .bind("kind", facts.kind())
                        .bind("owner", facts.owner())
                        .bind("procedureId", facts.procedureId())
                        .bind("reviewBy", parsed.frontMatter().reviewBy())
                        .bindArray("tags", String.class, facts.tags())
                        .bindArray("audience", String.class, facts.audience())
                        .bind("chunks", chunks)
                        .bind("version", version)
                        .bind("at", at)
                        .bind("id", due.documentId())
                        .bind("hash", due.hash())
                        .execute())
                > 0;
    }

    /** Notes that this version of the document was refused. */
    void failed(DueDocument.ToIndex due, int line, String reason) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update document set state = 'failed', error_line = :line, error_reason = :reason
                        where document_id = :id and content_hash = :hash and state in ('pending', 'indexed')
                        """)
                .bind("line", line)
                .bind("reason", reason)
                .bind("id", due.documentId())
                .bind("hash", due.hash())
                .execute());
    }

    /** Notes that nothing of the document can be found any more; false when it has come back. */
    boolean removed(String documentId) {
        return jdbi.withHandle(handle ->
                        handle.createUpdate("""
                                update document set state = 'removed', chunks = 0, index_name = null, indexed_at = null
                                where document_id = :id and state = 'removing'
                                """).bind("id", documentId).execute())
                > 0;
    }

    /** The content to index a document anew, for those of these documents that can be indexed. */
    List<DueDocument.ToIndex> contents(Collection<String> documentIds) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from document
                        where document_id = any(:ids) and state in ('pending', 'indexed') and content is not null
                        """)
                .bindArray("ids", String.class, documentIds)
                .map((rows, context) -> DocumentRows.toIndex(rows))
                .list());
    }

    /** Hashes of the documents of that origin that are not gone. */
    Map<String, String> hashes(@Nullable Origin origin) {
        return jdbi.withHandle(handle -> handle
                .createQuery("""
                        select document_id, content_hash from document
                        where state not in ('removing', 'removed') and (:origin::text is null or origin = :origin)
                        """)
                .bind("origin", origin == null ? null : origin.name())
                .map((rows, context) -> Map.entry(rows.getString(1), rows.getString(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    Optional<KnownDocument> find(String documentId) {
        return jdbi.withHandle(handle -> handle.createQuery(KNOWN + "where document_id = :id")
                .bind("id", documentId)
                .map((rows, context) -> DocumentRows.known(rows))
                .findOne());
    }

    Optional<String> content(String documentId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select content from document where document_id = :id and content is not null")
                .bind("id", documentId)
                .mapTo(String.class)
                .findOne());
    }

    /** Documents in the order of their ids, from the first after {@code after}. */
    List<KnownDocument> list(Collection<DocumentState> states, String after, int atMost) {
        return jdbi.withHandle(handle -> handle.createQuery(KNOWN + """
                        where state = any(:states) and document_id > :after
                        order by document_id limit :atMost
                        """)
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

    /** Numbers of documents, chunks, and when the longest waiting change happened. */
    Backlog backlog() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) filter (where state not in ('removing', 'removed')) as documents,
                            count(*) filter (where state = 'indexed') as indexed,
                            count(*) filter (where state in ('pending', 'removing')) as pending,
                            count(*) filter (where state = 'failed') as failed,
                            coalesce(sum(chunks), 0) as chunks,
                            min(changed_at) filter (where state in ('pending', 'removing')) as oldest,
                            max(indexed_at) as newest
                        from document
                        """)
                .map((rows, context) -> DocumentRows.backlog(rows))
                .one());
    }
}
