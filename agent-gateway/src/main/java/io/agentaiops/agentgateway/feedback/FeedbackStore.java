package io.agentaiops.agentgateway.feedback;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.agentgateway.crypto.ConversationCipher;
import io.agentaiops.eventbus.Redactor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads ratings from the runs that they belong to. */
@ApplicationScoped
class FeedbackStore {

    /**
     * A rated answer. Question and comment are redacted: who reads them need not know who wrote them.
     *
     * @param runId the run
     * @param rating up or down
     * @param comment why
     * @param question what was asked
     * @param state how the run ended
     * @param mode how it was answered
     * @param model by which model
     * @param askedAt when
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rated(
            String runId,
            String rating,
            String comment,
            String question,
            String state,
            @Nullable String mode,
            @Nullable String model,
            Instant askedAt) {
        @Override
        public String toString() {
            return "Rated[" + runId + ", " + rating + "]";
        }
    }

    private final Jdbi jdbi;
    private final ConversationCipher cipher;

    FeedbackStore(Jdbi jdbi, ConversationCipher cipher) {
        this.jdbi = jdbi;
        this.cipher = cipher;
    }

    /** Rated runs from before the one of that id, newest first. */
    List<Rated> before(String runId, @Nullable String rating, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, rating, comment, question, state, mode, model, accepted_at from run
                        where rating is not null and id < :id
                            and (cast(:rating as text) is null or rating = :rating)
                        order by id desc limit :limit
                        """)
                .bind("id", runId)
                .bind("rating", rating)
                .bind("limit", limit)
                .map((row, context) -> rated(row))
                .list());
    }

    private Rated rated(ResultSet row) throws SQLException {
        String id = row.getString("id");
        byte[] comment = row.getBytes("comment");
        return new Rated(
                id,
                row.getString("rating"),
                comment == null ? "" : Redactor.redact(cipher.open(comment, id)),
                Redactor.redact(cipher.open(row.getBytes("question"), id)),
                row.getString("state"),
                row.getString("mode"),
                row.getString("model"),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant());
    }
}
