package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.index.DocumentFacts;
import io.agentaiops.ragindexer.passage.ParsedDocument;
import io.agentaiops.ragindexer.source.DocumentChanges.Refusal;
import io.agentaiops.ragindexer.source.OriginalFile;
import io.agentaiops.ragindexer.source.SourceDocument;
import io.agentaiops.ragindexer.source.SourceDocument.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The document table as the queue of what is to be done, and what has become of it. A document is worked on by one replica at a
 * time, which has claimed it for a while; a replica that dies leaves claims that run out.
 */
@ApplicationScoped
class DocumentStore {

    private final Jdbi jdbi;
    private final IngestionConfig config;

    DocumentStore(Jdbi jdbi, IngestionConfig config) {
        this.jdbi = jdbi;
        this.config = config;
    }

    /** Takes the document as its newest version; tells whether that is news: one that was refused is tried again. */
    boolean upsert(SourceDocument document) {
        OriginalFile original = document.original();
        Optional<List<String>> audience = document.statedAudience();
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                insert into document as d (document_id, origin, format, given_title, given_tags,
                                    given_audience, newest_audience, content, original, content_hash, changed_at, state)
                                values (:id, :origin, :format, :title, :tags, :audience,
                                    case when :told then :newest::text[] end, :content, :original, :hash, :changedAt, 'pending')
                                on conflict (document_id) do update set origin = excluded.origin,
                                    format = excluded.format, given_title = excluded.given_title,
                                    given_tags = excluded.given_tags, given_audience = excluded.given_audience,
                                    newest_audience = excluded.newest_audience,
                                    content = excluded.content, original = excluded.original,
                                    content_hash = excluded.content_hash, changed_at = excluded.changed_at,
                                    state = 'pending', error_line = null, error_reason = null,
                                    attempts = 0, retry_at = null
                                where d.content_hash <> excluded.content_hash
                                    or d.state in ('removing', 'removed', 'failed')
                                """)
                        .bind("id", document.documentId())
                        .bind("origin", document.origin().name())
                        .bind("format", document.format().name())
                        .bind("title", document.title())
                        .bindArray("tags", String.class, document.tags())
                        .bindArray("audience", String.class, document.audience())
                        .bind("told", audience.isPresent())
                        .bindArray("newest", String.class, audience.orElse(List.of()))
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
                            newest_audience, error_line, error_reason)
                        values (:id, 'FOLDER', 'TEXT', :hash, :at, 'failed', case when :told then :newest::text[] end, :line,
                            :reason)
                        on conflict (document_id) do update set origin = 'FOLDER', content = null, original = null,
                            content_hash = excluded.content_hash, changed_at = excluded.changed_at,
                            newest_audience = excluded.newest_audience, state = 'failed', retry_at = null,
                            error_line = excluded.error_line, error_reason = excluded.error_reason
                        where d.content_hash <> excluded.content_hash or d.state in ('removing', 'removed')
                        """)
                .bind("id", refusal.documentId())
                .bind("hash", refusal.hash())
                .bind("at", refusal.at())
                .bind("told", refusal.audience().isPresent())
                .bindArray("newest", String.class, refusal.audience().orElse(List.of()))
                .bind("line", refusal.line())
                .bind("reason", refusal.reason())
                .execute());
    }

    /** Has the document removed; tells whether that is news. */
    boolean remove(String documentId, Instant at) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update document set state = 'removing', changed_at = :at, content = null,
                                    original = null, retry_at = null
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
     * @param embeddable whether documents can be embedded; if not, only those that are to go are claimed
     * @param bytes of text to stop at; a first document is claimed however long it is
     * @param now what was to be tried again until now is due
     * @param lease for how long, by the clock of the database: a replica whose clock is ahead must not keep, once it is
     *     dead, what it claimed until its clock is right
     */
    List<DueDocument> claim(String version, boolean embeddable, int atMost, int bytes, Instant now, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with due as (
                            select document_id, changed_at, octet_length(content) as size from document
                            where (state = 'removing'
                                    or (:embeddable and (state = 'pending' or (state = 'failed' and retry_at <= :now)
                                        or (state = 'indexed' and index_name is distinct from :version))))
                                and original is null and (claimed_until is null or claimed_until < clock_timestamp())
                            order by changed_at, document_id limit :atMost for update skip locked),
                        summed as (
                            select document_id, coalesce(sum(size) over (order by changed_at, document_id
                                rows between unbounded preceding and 1 preceding), 0) as before from due)
                        update document set claimed_until = clock_timestamp() + make_interval(secs => :lease)
                        where document_id in (select document_id from summed where before < :bytes)
                        returning *
                        """)
                .bind("lease", lease.toSeconds())
                .bind("version", version)
                .bind("embeddable", embeddable)
                .bind("now", now)
                .bind("atMost", atMost)
                .bind("bytes", bytes)
                .map((rows, context) -> DocumentRows.due(rows))
                .list());
    }

    /** Keeps the documents claimed for that long from now on. */
    void renew(Collection<String> documentIds, Duration lease) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update document set claimed_until = clock_timestamp() + make_interval(secs => :lease)
                        where document_id in (
                            select document_id from document
                            where document_id = any(:ids) and claimed_until is not null for update skip locked)
                        """)
                .bind("lease", lease.toSeconds())
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
                                    audience = :audience, newest_audience = :audience,
                                    chunks = :chunks, index_name = :version, indexed_at = :at,
                                    error_line = null, error_reason = null, attempts = 0, retry_at = null
                                where document_id = :id and content_hash = :hash
                                    and state in ('pending', 'indexed', 'failed')
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

    /** Notes that this version of the document was refused for good: its parser says so. */
    void refused(String documentId, String hash, int line, String reason) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update document set state = 'failed', error_line = :line, error_reason = :reason, retry_at = null
                        where document_id = :id and content_hash = :hash and state in ('pending', 'indexed', 'failed')
                        """)
                .bind("line", line)
                .bind("reason", reason)
                .bind("id", documentId)
                .bind("hash", hash)
                .execute());
    }

    /** Notes that it did not work out with this version of the document, which is tried again, some times. */
    void failed(String documentId, String hash, String reason, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update document set state = 'failed', error_line = 1, error_reason = :reason,
                            attempts = attempts + 1,
                            retry_at = case when attempts < :retries then
                                cast(:at as timestamptz)
                                    + least(cast(:pause as float8) * power(4, attempts), 43200) * interval '1 second' end
                        where document_id = :id and content_hash = :hash and state in ('pending', 'indexed', 'failed')
                        """)
                .bind("reason", reason)
                .bind("retries", config.retries())
                .bind("at", at)
                .bind("pause", config.retryPause().toMillis() / 1000.0)
                .bind("id", documentId)
                .bind("hash", hash)
                .execute());
    }

    /** Has everything that was refused tried again, whatever the reason was; tells how many that are. */
    int retryRefused(Instant at) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update document set attempts = 0, retry_at = :at
                        where state = 'failed' and (content is not null or original is not null)
                        """).bind("at", at).execute());
    }

    /** Notes that nothing of the document can be found any more; false when it has come back. */
    boolean removed(String documentId, Instant at) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update document set state = 'removed', chunks = 0, index_name = null, indexed_at = null,
                                    changed_at = :at
                                where document_id = :id and state = 'removing'
                                """)
                        .bind("id", documentId)
                        .bind("at", at)
                        .execute())
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
}
