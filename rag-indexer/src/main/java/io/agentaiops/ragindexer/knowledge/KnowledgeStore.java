package io.agentaiops.ragindexer.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.ragindexer.index.PassageIndex.Size;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What was found out about the index as a whole, by any replica: how it grew, and whether its vectors are sound. */
@ApplicationScoped
class KnowledgeStore {

    private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};

    /**
     * How large the index was.
     *
     * @param at when
     * @param bytes on disk
     */
    record Sample(Instant at, long bytes) {}

    private final Jdbi jdbi;
    private final ObjectMapper json;

    KnowledgeStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** Notes the size, once an hour; the sizes of a year are kept. */
    @Transactional
    void add(Size size, Instant at) {
        Instant hour = at.truncatedTo(ChronoUnit.HOURS);
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into index_size (hour, passages, bytes)
                            values (:hour, :passages, :bytes) on conflict do nothing
                            """)
                    .bind("hour", hour)
                    .bind("passages", size.passages())
                    .bind("bytes", size.bytes())
                    .execute();
            handle.createUpdate("delete from index_size where hour < :old")
                    .bind("old", hour.minus(366, ChronoUnit.DAYS))
                    .execute();
        });
    }

    /** The first size that was noted since then. */
    Optional<Sample> firstSince(Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select hour, bytes from index_size where hour >= :since order by hour limit 1")
                .bind("since", since)
                .map((rows, context) -> new Sample(
                        rows.getObject("hour", OffsetDateTime.class)
                                .withOffsetSameInstant(ZoneOffset.UTC)
                                .toInstant(),
                        rows.getLong("bytes")))
                .findFirst());
    }

    @Transactional
    void add(Validation validation) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into index_validation (validation_id, at, index_name, passages, reembedded, findings)
                            values (:id::uuid, :at, :index, :passages, :reembedded, :findings::jsonb)
                            """)
                    .bind("id", Ids.next())
                    .bind("at", validation.at())
                    .bind("index", validation.index())
                    .bind("passages", validation.passages())
                    .bind("reembedded", validation.reembedded())
                    .bind("findings", write(validation.findings()))
                    .execute();
            handle.createUpdate("""
                            delete from index_validation where validation_id not in (
                                select validation_id from index_validation order by at desc limit 400)
                            """).execute();
        });
    }

    Optional<Validation> lastValidation() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from index_validation order by at desc limit 1")
                .map((rows, context) -> new Validation(
                        rows.getObject("at", OffsetDateTime.class).toInstant(),
                        rows.getString("index_name"),
                        rows.getInt("passages"),
                        rows.getInt("reembedded"),
                        read(rows.getString("findings")),
                        Map.of()))
                .findFirst());
    }

    private String write(Map<String, Integer> findings) {
        try {
            return json.writeValueAsString(findings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("counts are not JSON", e);
        }
    }

    private Map<String, Integer> read(String findings) {
        try {
            return json.readValue(findings, COUNTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored counts are not JSON", e);
        }
    }
}
