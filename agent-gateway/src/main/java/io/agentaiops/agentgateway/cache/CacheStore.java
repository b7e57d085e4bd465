package io.agentaiops.agentgateway.cache;

import io.agentaiops.agentgateway.crypto.ConversationCipher;
import io.agentaiops.agentgateway.question.QuestionVector;
import io.agentaiops.agentgateway.question.VectorShelf;
import io.agentaiops.agentgateway.question.Wording;
import io.agentaiops.agentgateway.run.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The table of cached answers. */
@ApplicationScoped
class CacheStore {

    /** A question whose vector is still to be had. */
    record Unplaced(String runId, String question) {
        @Override
        public String toString() {
            return "Unplaced[" + runId + "]";
        }
    }

    /** What is there and how often it was used. */
    record Totals(long entries, long hits) {}

    /** May be had by the asker, is still good, and the question does not go on with an earlier one. */
    private static final String VISIBLE = """
            from cached_answer c join run source on source.id = c.run_id
            where c.expires_at > :now and (c.only_for is null or c.only_for = :principal) and c.roles <@ cast(:roles as text[])
                and source.rating is distinct from 'down'
                and not exists (select 1 from run other where other.session_id = :session and other.id <> :run)
            """;

    private final Jdbi jdbi;
    private final ConversationCipher cipher;

    CacheStore(Jdbi jdbi, ConversationCipher cipher) {
        this.jdbi = jdbi;
        this.cipher = cipher;
    }

    /** The newest answer to a question of that fingerprint. */
    Optional<String> byFingerprint(Run asked, String fingerprint, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("select c.run_id " + VISIBLE
                        + " and c.fingerprint = :fingerprint order by c.learned_at desc limit 1")
                .bind("fingerprint", fingerprint)
                .bind("now", now)
                .bind("principal", asked.caller().principal())
                .bindArray("roles", String.class, asked.caller().roles().toArray())
                .bind("session", asked.sessionId())
                .bind("run", asked.id())
                .mapTo(String.class)
                .findOne());
    }

    /** Those of these answers that the asker may have. */
    List<String> visible(Run asked, Collection<String> runIds, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("select c.run_id " + VISIBLE + " and c.run_id = any(:ids)")
                .bindArray("ids", String.class, runIds.toArray())
                .bind("now", now)
                .bind("principal", asked.caller().principal())
                .bindArray("roles", String.class, asked.caller().roles().toArray())
                .bind("session", asked.sessionId())
                .bind("run", asked.id())
                .mapTo(String.class)
                .list());
    }

    /** Keeps the answer, unless it goes on with an earlier one or one of its documents changed since it was asked for. */
    boolean insert(CachedAnswer answer, Run run) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into cached_answer
                            (run_id, fingerprint, only_for, roles, documents, learned_at, expires_at)
                        select :runId, :fingerprint, :onlyFor, :roles, :documents, :learnedAt, :expiresAt
                        where not exists (select 1 from known_document
                                where document_id = any(:documents) and changed_at >= :askedAt)
                            and not exists (select 1 from run
                                where session_id = :session and id <> :runId and accepted_at <= :askedAt)
                        on conflict (run_id) do nothing
                        """)
                        .bind("runId", answer.runId())
                        .bind("fingerprint", answer.fingerprint())
                        .bind("onlyFor", answer.onlyFor())
                        .bindArray("roles", String.class, answer.roles().toArray())
                        .bindArray("documents", String.class, answer.documents().toArray())
                        .bind("learnedAt", answer.learnedAt())
                        .bind("expiresAt", answer.expiresAt())
                        .bind("askedAt", run.acceptedAt())
                        .bind("session", run.sessionId())
                        .execute())
                == 1;
    }

    void hit(String runId) {
        jdbi.useHandle(handle -> handle.createUpdate("update cached_answer set hits = hits + 1 where run_id = :runId")
                .bind("runId", runId)
                .execute());
    }

    /** Answers whose questions have no vector yet. */
    List<Unplaced> unplaced(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select c.run_id, r.question from cached_answer c join run r on r.id = c.run_id
                        where c.vector is null order by c.learned_at limit :limit
                        """)
                .bind("limit", limit)
                .map((row, context) -> new Unplaced(
                        row.getString("run_id"), cipher.open(row.getBytes("question"), row.getString("run_id"))))
                .list());
    }

    void place(String runId, QuestionVector vector) {
        jdbi.useHandle(handle -> handle.createUpdate("update cached_answer set vector = :vector where run_id = :runId")
                .bind("vector", cipher.seal(vector.text(), runId))
                .bind("runId", runId)
                .execute());
    }

    /** Ids of the answers that can be compared with. */
    List<String> placed(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select run_id from cached_answer where vector is not null and expires_at > :now")
                .bind("now", now)
                .mapTo(String.class)
                .list());
    }

    List<VectorShelf.Item> items(Collection<String> runIds) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select c.run_id, c.vector, r.question from cached_answer c join run r on r.id = c.run_id
                        where c.run_id = any(:ids) and c.vector is not null
                        """)
                .bindArray("ids", String.class, runIds.toArray())
                .map((row, context) -> {
                    String id = row.getString("run_id");
                    return new VectorShelf.Item(
                            id,
                            Wording.of(cipher.open(row.getBytes("question"), id)),
                            QuestionVector.parse(cipher.open(row.getBytes("vector"), id)));
                })
                .list());
    }

    Totals totals() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) as n, coalesce(sum(hits), 0) as hits from cached_answer")
                        .map((row, context) -> new Totals(row.getLong("n"), row.getLong("hits")))
                        .one());
    }

    /** Removes what is no longer good, and the oldest beyond that many; says how many. */
    int cleanUp(Instant now, int most) {
        return jdbi.withHandle(handle ->
                handle.createUpdate("""
                        delete from cached_answer where expires_at <= :now or run_id in (
                            select run_id from cached_answer order by learned_at desc offset :most)
                        """).bind("now", now).bind("most", most).execute());
    }

    int deleteAll() {
        return jdbi.withHandle(
                handle -> handle.createUpdate("delete from cached_answer").execute());
    }

    int deleteCiting(String documentId) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                        "delete from cached_answer where documents @> array[cast(:documentId as text)]")
                .bind("documentId", documentId)
                .execute());
    }
}
