package io.agentaiops.agentgateway.faq;

import io.agentaiops.agentgateway.crypto.ConversationCipher;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table of frequent questions. */
@ApplicationScoped
class FaqStore {

    /** Of the answers to a group of questions: a well rated one if there is one, else the newest that nobody disliked. */
    private static final String BEST_RUN = """
            select r.id from asked_question q join run r on r.id = q.run_id
            where q.group_id = :group and r.state = 'succeeded' and r.answer is not null and r.citations <> '[]'
                and r.rating is distinct from 'down'
            order by (r.rating = 'up') desc nulls last, r.accepted_at desc limit 1
            """;

    private final Jdbi jdbi;
    private final ConversationCipher cipher;

    FaqStore(Jdbi jdbi, ConversationCipher cipher) {
        this.jdbi = jdbi;
        this.cipher = cipher;
    }

    boolean isKnown(String groupId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select exists (select 1 from faq_entry where group_id = :group)")
                        .bind("group", groupId)
                        .mapTo(Boolean.class)
                        .one());
    }

    Optional<String> bestRun(String groupId) {
        return jdbi.withHandle(handle -> handle.createQuery(BEST_RUN)
                .bind("group", groupId)
                .mapTo(String.class)
                .findOne());
    }

    void propose(FaqEntry entry, String groupId, String principal) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into faq_entry
                            (id, group_id, principal, state, question, answer, asked, created_at, changed_at)
                        values (:id, :group, :principal, :state, :question, :answer, :asked, :at, :at)
                        on conflict (group_id) do nothing
                        """)
                .bind("id", entry.id())
                .bind("group", groupId)
                .bind("principal", principal)
                .bind("state", entry.state().label())
                .bind("question", cipher.seal(entry.question(), entry.id()))
                .bind("answer", cipher.seal(entry.answer(), entry.id()))
                .bind("asked", entry.asked())
                .bind("at", entry.changedAt())
                .execute());
    }

    List<FaqEntry> in(FaqEntry.State state, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from faq_entry where state = :state order by asked desc, id limit :limit")
                .bind("state", state.label())
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list());
    }

    Optional<FaqEntry> find(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from faq_entry where id = :id")
                .bind("id", id)
                .map((row, context) -> entry(row))
                .findOne());
    }

    /** Decides on a proposed entry; false when it is not proposed any more. */
    boolean decide(FaqEntry decided, @Nullable String documentId) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update faq_entry set state = :state, question = :question, answer = :answer,
                            decided_by = :by, document_id = :document, changed_at = :at
                        where id = :id and state = 'proposed'
                        """)
                        .bind("state", decided.state().label())
                        .bind("question", cipher.seal(decided.question(), decided.id()))
                        .bind("answer", cipher.seal(decided.answer(), decided.id()))
                        .bind("by", decided.decidedBy())
                        .bind("document", documentId)
                        .bind("at", decided.changedAt())
                        .bind("id", decided.id())
                        .execute())
                == 1;
    }

    void indexed(String documentId, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update faq_entry set state = 'approved', changed_at = :now
                        where document_id = :document and state = 'publishing'
                        """)
                .bind("now", now)
                .bind("document", documentId)
                .execute());
    }

    private FaqEntry entry(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new FaqEntry(
                id,
                FaqEntry.State.of(row.getString("state")),
                cipher.open(row.getBytes("question"), id),
                cipher.open(row.getBytes("answer"), id),
                row.getLong("asked"),
                row.getString("document_id"),
                row.getString("decided_by"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
