package io.agentaiops.agentgateway.promotion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table of evaluations. */
@ApplicationScoped
class EvaluationStore {

    private static final String INSERT = """
            insert into model_evaluation (id, model, digest, state, requested_by, created_at)
            values (:id, :model, :digest, 'running', :by, :now)
            """;
    private static final String CLAIM = """
            update model_evaluation set lease_owner = :owner, lease_until = :until
            where id = :id and ended_at is null and (lease_until is null or lease_until < :now)
            returning *
            """;
    private static final String RENEW = """
            update model_evaluation set lease_until = :until
            where id = :id and lease_owner = :owner and ended_at is null
            """;
    private static final String END = """
            update model_evaluation set state = :state, passed = :passed, score = :score, call_validity = :validity,
                reason = :reason, cases = cast(:cases as jsonb), ended_at = :now, lease_owner = null, lease_until = null
            where id = :id and lease_owner = :owner and ended_at is null
            """;
    private static final String LATEST = """
            select * from model_evaluation where digest = :digest and state = 'done' order by created_at desc limit 1
            """;
    private static final String ABANDONED = """
            select id from model_evaluation where ended_at is null and (lease_until is null or lease_until < :now)
            order by created_at limit 5
            """;

    private final Jdbi jdbi;
    private final ObjectMapper json;

    EvaluationStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    void insert(String id, String model, String digest, String principal, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(INSERT)
                .bind("id", id)
                .bind("model", model)
                .bind("digest", digest)
                .bind("by", principal)
                .bind("now", now)
                .execute());
    }

    Optional<Evaluation> find(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from model_evaluation where id = :id")
                .bind("id", id)
                .map((row, context) -> evaluation(row))
                .findOne());
    }

    List<Evaluation> of(String model, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from model_evaluation where model = :model order by created_at desc limit :limit")
                .bind("model", model)
                .bind("limit", limit)
                .map((row, context) -> evaluation(row))
                .list());
    }

    /** How these weights did the last time. */
    Optional<Evaluation> latest(String digest) {
        return jdbi.withHandle(handle -> handle.createQuery(LATEST)
                .bind("digest", digest)
                .map((row, context) -> evaluation(row))
                .findOne());
    }

    Optional<Evaluation> claim(String id, String owner, Instant now, Instant until) {
        return jdbi.withHandle(handle -> handle.createQuery(CLAIM)
                .bind("id", id)
                .bind("owner", owner)
                .bind("now", now)
                .bind("until", until)
                .map((row, context) -> evaluation(row))
                .findOne());
    }

    boolean renew(String id, String owner, Instant until) {
        return jdbi.withHandle(handle -> handle.createUpdate(RENEW)
                        .bind("id", id)
                        .bind("owner", owner)
                        .bind("until", until)
                        .execute())
                == 1;
    }

    boolean end(
            String id,
            String owner,
            Evaluation.State state,
            PromotionGate.@Nullable Verdict verdict,
            @Nullable String reason,
            List<GoldenQuestion.Mark> cases,
            Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(END)
                        .bind("id", id)
                        .bind("owner", owner)
                        .bind("state", state.label())
                        .bind("passed", verdict == null ? null : (Boolean) verdict.passed())
                        .bind("score", verdict == null ? null : (Double) verdict.score())
                        .bind("validity", verdict == null ? null : (Double) verdict.callValidity())
                        .bind("reason", reason)
                        .bind("cases", write(cases))
                        .bind("now", now)
                        .execute())
                == 1;
    }

    List<String> abandoned(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(ABANDONED)
                .bind("now", now)
                .mapTo(String.class)
                .list());
    }

    private Evaluation evaluation(ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Evaluation(
                row.getString("id"),
                row.getString("model"),
                row.getString("digest"),
                Evaluation.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("passed", Boolean.class),
                row.getObject("score", Double.class),
                row.getObject("call_validity", Double.class),
                row.getString("reason"),
                read(row.getString("cases")),
                row.getString("requested_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
    }

    private String write(List<GoldenQuestion.Mark> cases) {
        try {
            return json.writeValueAsString(cases);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<GoldenQuestion.Mark> read(String cases) {
        try {
            return json.readValue(cases, new TypeReference<List<GoldenQuestion.Mark>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored evaluation is not readable", e);
        }
    }
}
