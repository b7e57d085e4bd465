package io.agentaiops.ragindexer.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.ragindexer.quality.QualityFigures.Score;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Measurements, so that every replica compares with the same one. */
@ApplicationScoped
class QualityStore {

    private static final int KEPT = 500;
    private static final TypeReference<Map<String, Score>> SCORES = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper json;

    QualityStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** Keeps the measurement; accepted ones are what later ones are compared with. */
    @Transactional
    void add(QualityFigures figures, boolean accepted) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into quality_run (run_id, at, index_name, questions, ndcg10, mrr, recall10,
                                out_of_scope, in_scope_refused, relevance_floor, accepted, per_question)
                            values (:id::uuid, :at, :index, :questions, :ndcg, :mrr, :recall, :outOfScope, :inScope,
                                :floor, :accepted, :scores::jsonb)
                            """)
                    .bind("id", Ids.next())
                    .bind("at", figures.at())
                    .bind("index", figures.index())
                    .bind("questions", figures.scores().size())
                    .bind("ndcg", figures.ndcg10())
                    .bind("mrr", figures.mrr())
                    .bind("recall", figures.recall10())
                    .bind("outOfScope", figures.refusedOutOfScope())
                    .bind("inScope", figures.refusedInScope())
                    .bind("floor", boxed(figures.relevanceFloor()))
                    .bind("accepted", accepted)
                    .bind("scores", write(figures.scores()))
                    .execute();
            handle.createUpdate("""
                            delete from quality_run where run_id not in (
                                select run_id from quality_run order by accepted desc, at desc limit :kept)
                            """).bind("kept", KEPT).execute();
        });
    }

    Optional<QualityFigures> lastAccepted() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from quality_run where accepted order by at desc limit 1")
                        .map((rows, context) -> figures(rows))
                        .findFirst());
    }

    /** The last measurement of what was searched at that time or before, whatever came of builds. */
    Optional<QualityFigures> lastBefore(Instant at) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select q.* from quality_run q left join index_build b on b.name = q.index_name
                        where q.at <= :at and coalesce(b.state, 'dropped') not in ('refused', 'failed')
                        order by q.at desc limit 1
                        """)
                .bind("at", at)
                .map((rows, context) -> figures(rows))
                .findFirst());
    }

    /** The last measurement of that version of the index: others may have been refused since. */
    Optional<QualityFigures> last(String index) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from quality_run where index_name = :index order by at desc limit 1")
                .bind("index", index)
                .map((rows, context) -> figures(rows))
                .findFirst());
    }

    /** The latest measurements, newest first. */
    List<QualityReport> list(int most) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from quality_run order by at desc limit :most")
                .bind("most", most)
                .map((rows, context) -> report(rows))
                .list());
    }

    private QualityFigures figures(ResultSet rows) throws SQLException {
        return new QualityFigures(
                rows.getString("index_name"),
                rows.getObject("at", OffsetDateTime.class).toInstant(),
                read(rows.getString("per_question")),
                rows.getDouble("out_of_scope"),
                rows.getDouble("in_scope_refused"),
                floor(rows));
    }

    private static QualityReport report(ResultSet rows) throws SQLException {
        return new QualityReport(
                rows.getObject("at", OffsetDateTime.class).toInstant(),
                rows.getString("index_name"),
                rows.getInt("questions"),
                rows.getDouble("ndcg10"),
                rows.getDouble("mrr"),
                rows.getDouble("recall10"),
                rows.getDouble("out_of_scope"),
                rows.getDouble("in_scope_refused"),
                boxed(floor(rows)),
                rows.getBoolean("accepted"));
    }

    private static OptionalDouble floor(ResultSet rows) throws SQLException {
        double floor = rows.getDouble("relevance_floor");
        return rows.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(floor);
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private String write(Map<String, Score> scores) {
        try {
            return json.writeValueAsString(scores);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("scores are not JSON", e);
        }
    }

    private Map<String, Score> read(String scores) {
        try {
            return json.readValue(scores, SCORES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored scores are not JSON", e);
        }
    }
}
