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
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

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
                                out_of_scope, accepted, per_question)
                            values (:id::uuid, :at, :index, :questions, :ndcg, :mrr, :recall, :outOfScope, :accepted,
                                :scores::jsonb)
                            """)
                    .bind("id", Ids.next())
                    .bind("at", figures.at())
                    .bind("index", figures.index())
                    .bind("questions", figures.scores().size())
                    .bind("ndcg", figures.ndcg10())
                    .bind("mrr", figures.mrr())
                    .bind("recall", figures.recall10())
                    .bind("outOfScope", figures.refusedOutOfScope())
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
        return latest("where accepted");
    }

    Optional<QualityFigures> last() {
        return latest("");
    }

    /** The latest measurements, newest first. */
    List<QualityReport> list(int most) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from quality_run order by at desc limit :most")
                .bind("most", most)
                .map((rows, context) -> report(rows))
                .list());
    }

    private Optional<QualityFigures> latest(String which) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from quality_run <which> order by at desc limit 1")
                        .define("which", which)
                        .map((rows, context) -> figures(rows))
                        .findFirst());
    }

    private QualityFigures figures(ResultSet rows) throws SQLException {
        return new QualityFigures(
                rows.getString("index_name"),
                rows.getObject("at", OffsetDateTime.class).toInstant(),
                read(rows.getString("per_question")),
                rows.getDouble("out_of_scope"));
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
                rows.getBoolean("accepted"));
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
