package io.agentaiops.agentgateway.library;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** How models did, from what is remembered of their chats and from the ratings of the runs that they answered. */
@ApplicationScoped
public class ModelStatistics {

    private static final String FIGURES = """
            select c.model, c.digest, count(*) as chats, count(*) filter (where c.failed) as failures,
                percentile_cont(0.5) within group (order by c.first_token_ms)::bigint as first_p50,
                percentile_cont(0.95) within group (order by c.first_token_ms)::bigint as first_p95,
                percentile_cont(0.5) within group (order by c.total_ms)::bigint as total_p50,
                percentile_cont(0.95) within group (order by c.total_ms)::bigint as total_p95,
                coalesce(sum(c.answer_tokens) * 1000.0 / nullif(sum(c.speaking_ms), 0), 0) as speed,
                sum(c.prompt_tokens) as prompt_tokens, sum(c.answer_tokens) as answer_tokens,
                sum(c.calls) as calls, sum(c.invalid_calls) as invalid_calls,
                count(distinct r.id) filter (where r.rating = 'up' and r.model = c.model) as rated_up,
                count(distinct r.id) filter (where r.rating = 'down' and r.model = c.model) as rated_down,
                max(c.at) as last_used
            from model_chat c left join run r on r.id = c.run_id
            where c.at >= :since and c.outcome <> 'abandoned'
                and (:purpose = 'all' or c.purpose = :purpose)
                and (:digest = '' or c.digest = :digest)
            group by c.model, c.digest order by chats desc
            """;

    private final Jdbi jdbi;

    ModelStatistics(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Every model that was asked since then, the busiest first. */
    public List<ModelFigures> since(Instant since) {
        return figures(since, "all", "");
    }

    /** How one model answered people since then; empty when it did not. */
    public Optional<ModelFigures> answering(String digest, Instant since) {
        return figures(since, "answer", digest).stream().findFirst();
    }

    private List<ModelFigures> figures(Instant since, String purpose, String digest) {
        return jdbi.withHandle(handle -> handle.createQuery(FIGURES)
                .bind("since", since)
                .bind("purpose", purpose)
                .bind("digest", digest)
                .map((row, context) -> figures(row))
                .list());
    }

    private static ModelFigures figures(ResultSet row) throws SQLException {
        return new ModelFigures(
                row.getString("model"),
                row.getString("digest"),
                row.getLong("chats"),
                row.getLong("failures"),
                row.getObject("first_p50", Long.class),
                row.getObject("first_p95", Long.class),
                row.getLong("total_p50"),
                row.getLong("total_p95"),
                Math.round(row.getDouble("speed") * 10) / 10.0,
                row.getLong("prompt_tokens"),
                row.getLong("answer_tokens"),
                row.getLong("calls"),
                row.getLong("invalid_calls"),
                row.getLong("rated_up"),
                row.getLong("rated_down"),
                row.getObject("last_used", OffsetDateTime.class).toInstant());
    }
}
