package io.agentaiops.agentgateway.support;

import io.agentaiops.agentgateway.crypto.ConversationCipher;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.Redactor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The questions that are asked again and again, and how that went last time. Personal data stays out of them. */
@ApplicationScoped
class Regressions {

    private final Jdbi jdbi;
    private final ConversationCipher cipher;
    private final Clock clock;

    Regressions(Jdbi jdbi, ConversationCipher cipher, Clock clock) {
        this.jdbi = jdbi;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** Adds a question; a case gives one at most. Says its id, if it is new. */
    @Transactional
    Optional<String> add(
            String question,
            @Nullable String expectedDocument,
            List<String> expectedWords,
            @Nullable String caseId,
            String principal) {
        String id = Ids.next();
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into regression_question
                            (id, principal, question, expected_document, expected_words, case_id, created_at)
                        values (:id, :principal, :question, :document, :words, :caseId, :now)
                        on conflict (case_id) do nothing returning id
                        """)
                .bind("id", id)
                .bind("principal", principal)
                .bind("question", cipher.seal(Redactor.redact(question), id))
                .bind("document", expectedDocument)
                .bindArray("words", String.class, expectedWords.toArray())
                .bind("caseId", caseId)
                .bind("now", clock.instant())
                .mapTo(String.class)
                .findOne());
    }

    List<RegressionQuestion> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from regression_question order by id")
                .map((row, context) -> question(row))
                .list());
    }

    boolean remove(String id) {
        return jdbi.withHandle(handle -> handle.createUpdate("delete from regression_question where id = :id")
                        .bind("id", id)
                        .execute())
                == 1;
    }

    void result(String id, String state, String detail, @Nullable String runId) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update regression_question set last_state = :state, last_detail = :detail,
                            last_run_id = :runId, last_at = :now where id = :id
                        """)
                .bind("state", state)
                .bind("detail", detail)
                .bind("runId", runId)
                .bind("now", clock.instant())
                .bind("id", id)
                .execute());
    }

    private RegressionQuestion question(ResultSet row) throws SQLException {
        String id = row.getString("id");
        OffsetDateTime at = row.getObject("last_at", OffsetDateTime.class);
        Instant lastAt = at == null ? null : at.toInstant();
        return new RegressionQuestion(
                id,
                cipher.open(row.getBytes("question"), id),
                row.getString("expected_document"),
                List.of((String[]) row.getArray("expected_words").getArray()),
                row.getString("case_id"),
                row.getString("last_state"),
                row.getString("last_detail"),
                row.getString("last_run_id"),
                lastAt);
    }
}
