package io.agentaiops.agentgateway.pattern;

import io.agentaiops.agentgateway.crypto.ConversationCipher;
import io.agentaiops.agentgateway.crypto.UnreadableText;
import io.agentaiops.agentgateway.question.QuestionVector;
import io.agentaiops.agentgateway.question.VectorShelf;
import io.agentaiops.agentgateway.question.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** The tables of asked questions and of their groups. */
@ApplicationScoped
class QuestionStore {

    /** A question that belongs to no group yet. */
    record Ungrouped(String runId, String principal, String fingerprint, String question) {
        @Override
        public String toString() {
            return "Ungrouped[" + runId + "]";
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sealed(String runId, String principal, String fingerprint, byte[] question) {}

    private static final Logger LOG = Logger.getLogger(QuestionStore.class);
    private static final String PATTERNS = """
            select g.id, g.sample, count(*) as asked, count(distinct r.principal) as people,
                count(*) filter (where r.state in ('failed', 'expired')) as failed,
                count(*) filter (where r.state = 'succeeded' and r.citations = '[]') as unanswered,
                count(*) filter (where r.mode = 'cache') as cached,
                count(*) filter (where r.rating = 'up') as rated_up,
                count(*) filter (where r.rating = 'down') as rated_down,
                coalesce(round(percentile_cont(0.5) within group
                    (order by extract(epoch from r.ended_at - r.accepted_at) * 1000)), 0)::bigint as median_ms,
                coalesce(round(percentile_cont(0.95) within group
                    (order by extract(epoch from r.ended_at - r.accepted_at) * 1000)), 0)::bigint as p95_ms,
                max(q.at) as last_asked_at
            from asked_question q join question_group g on g.id = q.group_id join run r on r.id = q.run_id
            where q.at >= :since
            group by g.id, g.sample
            order by count(*) desc, max(q.at) desc limit :limit
            """;

    private final Jdbi jdbi;
    private final ConversationCipher cipher;

    QuestionStore(Jdbi jdbi, ConversationCipher cipher) {
        this.jdbi = jdbi;
        this.cipher = cipher;
    }

    void asked(String runId, String fingerprint, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into asked_question (run_id, fingerprint, at)
                        select :runId, :fingerprint, :at where exists (select 1 from run where id = :runId)
                        on conflict (run_id) do nothing
                        """)
                .bind("runId", runId)
                .bind("fingerprint", fingerprint)
                .bind("at", at)
                .execute());
    }

    /** Questions that belong to no group yet, oldest first. One that cannot be decrypted any more is left out for good. */
    List<Ungrouped> ungrouped(int limit) {
        List<Ungrouped> found = new ArrayList<>();
        for (Sealed sealed : sealed(limit)) {
            try {
                String question = cipher.open(sealed.question(), sealed.runId());
                found.add(new Ungrouped(sealed.runId(), sealed.principal(), sealed.fingerprint(), question));
            } catch (UnreadableText e) {
                LOG.warnf("a question is left out of the patterns runId=%s reason=%s", sealed.runId(), e.getMessage());
                forget(sealed.runId());
            }
        }
        return found;
    }

    private void forget(String runId) {
        jdbi.useHandle(handle -> handle.execute("delete from asked_question where run_id = ?", runId));
    }

    private List<Sealed> sealed(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select q.run_id, q.fingerprint, r.principal, r.question
                        from asked_question q join run r on r.id = q.run_id
                        where q.group_id is null order by q.at limit :limit
                        """)
                .bind("limit", limit)
                .map((row, context) -> new Sealed(
                        row.getString("run_id"),
                        row.getString("principal"),
                        row.getString("fingerprint"),
                        row.getBytes("question")))
                .list());
    }

    Optional<String> groupOf(String fingerprint) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select group_id from asked_question where fingerprint = :fingerprint and group_id is not null
                        limit 1
                        """)
                .bind("fingerprint", fingerprint)
                .mapTo(String.class)
                .findOne());
    }

    void insert(String groupId, Ungrouped first, String sample, QuestionVector vector, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into question_group (id, principal, fingerprint, sample, vector, created_at)
                        values (:id, :principal, :fingerprint, :sample, :vector, :now)
                        """)
                .bind("id", groupId)
                .bind("principal", first.principal())
                .bind("fingerprint", first.fingerprint())
                .bind("sample", cipher.seal(sample, groupId))
                .bind("vector", cipher.seal(vector.text(), groupId))
                .bind("now", now)
                .execute());
    }

    void join(String runId, String groupId) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update asked_question set group_id = :groupId
                        where run_id = :runId and exists (select 1 from question_group where id = :groupId)
                        """)
                .bind("groupId", groupId)
                .bind("runId", runId)
                .execute());
    }

    List<String> groups() {
        return jdbi.withHandle(handle -> handle.createQuery("select id from question_group")
                .mapTo(String.class)
                .list());
    }

    List<VectorShelf.Item> items(Collection<String> ids) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select id, sample, vector from question_group where id = any(:ids) and vector is not null")
                .bindArray("ids", String.class, ids.toArray())
                .map((row, context) -> {
                    String id = row.getString("id");
                    return new VectorShelf.Item(
                            id,
                            Wording.of(cipher.open(row.getBytes("sample"), id)),
                            QuestionVector.parse(cipher.open(row.getBytes("vector"), id)));
                })
                .list());
    }

    List<Pattern> patterns(Instant since, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(PATTERNS)
                .bind("since", since)
                .bind("limit", limit)
                .map((row, context) -> pattern(row))
                .list());
    }

    /** Removes groups that no question belongs to any more. */
    int removeEmpty(Instant before) {
        return jdbi.withHandle(
                handle -> handle.createUpdate("""
                        delete from question_group g where created_at < :before
                            and not exists (select 1 from asked_question q where q.group_id = g.id)
                        """).bind("before", before).execute());
    }

    private Pattern pattern(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new Pattern(
                id,
                cipher.open(row.getBytes("sample"), id),
                row.getLong("asked"),
                row.getLong("people"),
                row.getLong("failed"),
                row.getLong("unanswered"),
                row.getLong("cached"),
                row.getLong("rated_up"),
                row.getLong("rated_down"),
                row.getLong("median_ms"),
                row.getLong("p95_ms"),
                row.getObject("last_asked_at", OffsetDateTime.class).toInstant());
    }
}
