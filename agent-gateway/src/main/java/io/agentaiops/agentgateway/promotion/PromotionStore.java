package io.agentaiops.agentgateway.promotion;

import io.agentaiops.agentgateway.promotion.Promotion.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table of promotions. */
@ApplicationScoped
class PromotionStore {

    private static final String INSERT = """
            insert into model_promotion (id, model, digest, previous, evaluation_id, state, share, requested_by,
                created_at)
            values (:id, :model, :digest, :previous, :evaluation, 'evaluating', :share, :by, :now)
            on conflict do nothing
            """;
    private static final String MOVE = """
            update model_promotion set state = :to, reason = :reason,
                canary_at = case when :to = 'canary' then :now else canary_at end,
                promoted_at = case when :to = 'watched' then :now else promoted_at end,
                ended_at = case when :ends then cast(:now as timestamptz) end
            where id = :id and state = :from
            """;

    private final Jdbi jdbi;

    PromotionStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Stores a new one; false when another is under way. */
    boolean insert(Promotion promotion) {
        return jdbi.withHandle(handle -> handle.createUpdate(INSERT)
                        .bind("id", promotion.id())
                        .bind("model", promotion.model())
                        .bind("digest", promotion.digest())
                        .bind("previous", promotion.previous())
                        .bind("evaluation", promotion.evaluationId())
                        .bind("share", promotion.share())
                        .bind("by", promotion.requestedBy())
                        .bind("now", promotion.createdAt())
                        .execute())
                == 1;
    }

    /** The one under way. */
    Optional<Promotion> open() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from model_promotion where ended_at is null")
                .map((row, context) -> promotion(row))
                .findOne());
    }

    Optional<Promotion> find(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from model_promotion where id = :id")
                .bind("id", id)
                .map((row, context) -> promotion(row))
                .findOne());
    }

    List<Promotion> newest(int limit) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from model_promotion order by created_at desc limit :limit")
                        .bind("limit", limit)
                        .map((row, context) -> promotion(row))
                        .list());
    }

    /** Moves it on; false when somebody else did. */
    boolean move(Promotion promotion, State to, @Nullable String reason, Instant now) {
        boolean ends = switch (to) {
            case PROMOTED, REJECTED, ROLLED_BACK -> true;
            case EVALUATING, CANARY, WATCHED -> false;
        };
        return jdbi.withHandle(handle -> handle.createUpdate(MOVE)
                        .bind("id", promotion.id())
                        .bind("from", promotion.state().label())
                        .bind("to", to.label())
                        .bind("reason", reason)
                        .bind("ends", ends)
                        .bind("now", now)
                        .execute())
                == 1;
    }

    private static Promotion promotion(ResultSet row) throws SQLException {
        return new Promotion(
                row.getString("id"),
                row.getString("model"),
                row.getString("digest"),
                row.getString("previous"),
                row.getString("evaluation_id"),
                State.of(row.getString("state")),
                row.getDouble("share"),
                row.getString("reason"),
                row.getString("requested_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "canary_at"),
                instant(row, "promoted_at"),
                instant(row, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
