package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.ragindexer.embedding.Vector;
import io.agentaiops.ragindexer.index.DocumentFacts;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.IndexedPassage;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.index.Replacement;
import io.agentaiops.ragindexer.knowledge.EmbeddingValidation;
import io.agentaiops.ragindexer.knowledge.Validation;
import io.agentaiops.ragindexer.passage.DocumentFormat.Place;
import io.agentaiops.ragindexer.passage.Passage;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(
        user = "ada",
        roles = {"viewer", "operator"})
class HealthIT {

    @Inject
    PassageIndex index;

    @Inject
    EmbeddingValidation validation;

    @Inject
    Jdbi jdbi;

    @Test
    void damagedVectorsAndOrphansAreNamedAndShown() {
        Knowledge.awaitIdle();
        IndexVersion version = index.current().orElseThrow();
        Passage orphan = new Passage("orphan-0", "nobody/knows.md", 0, "T", List.of(), Place.LINE, 1, 1, "text");
        float[] twice = new float[version.dimension()];
        twice[0] = 2;
        DocumentFacts facts = new DocumentFacts(null, null, null, List.of(), List.of(), false);
        index.replace(
                version.name(),
                List.of(new Replacement(
                        orphan.documentId(), List.of(new IndexedPassage(orphan, facts, Vector.of(twice))), List.of())));
        try {
            Validation found = validation.validate(version);

            assertThat(found.count("orphans")).isEqualTo(1);
            assertThat(found.count("wrongLength")).isEqualTo(1);
            assertThat(found.examples().get("orphans")).containsExactly("orphan-0");
            assertThat(health().getInt("orphans")).isEqualTo(1);
            assertThat(health().getInt("validation.findings.wrongLength")).isEqualTo(1);
        } finally {
            index.replace(
                    version.name(), List.of(new Replacement(orphan.documentId(), List.of(), List.of("orphan-0"))));
        }
        assertThat(validation.validate(version).count("orphans")).isZero();
    }

    @Test
    void sizeAndDocumentsPastTheirReviewDateAreTold() {
        given().contentType(ContentType.JSON)
                .body(Map.of(
                        "documentId",
                        "wiki/old.md",
                        "content",
                        "---\nreview-by: 2020-01-01\n---\n# Fax\n\nThe fax machine takes thermal paper.\n"))
                .post("/api/v1/documents")
                .then()
                .statusCode(202);
        Knowledge.awaitState("wiki/old.md", "indexed");

        JsonPath health = health();

        assertThat(health.getInt("outdated")).isPositive();
        assertThat(health.getLong("passages")).isPositive();
        assertThat(health.getLong("bytes")).isPositive();
        assertThat(health.getDouble("embeddedPerSecond")).isPositive();
    }

    @Test
    void whatTheIndexGrowsByADayIsTakenFromTheSizesThatWereNoted() {
        Knowledge.awaitIdle();
        long bytes = health().getLong("bytes");
        Instant twoDaysAgo = Instant.now().minus(2, ChronoUnit.DAYS);
        jdbi.useHandle(handle -> handle.createUpdate(
                        "insert into index_size (hour, passages, bytes) values (:hour, 1, :bytes)")
                .bind("hour", twoDaysAgo)
                .bind("bytes", bytes - 2_000_000)
                .execute());
        try {
            assertThat(health().getLong("bytesPerDay")).isBetween(500_000L, 1_500_000L);
        } finally {
            jdbi.useHandle(handle -> handle.createUpdate("delete from index_size where hour = :hour")
                    .bind("hour", twoDaysAgo)
                    .execute());
        }
    }

    @Test
    void everyFigureIsAMetric() {
        String metrics = given().get("/q/metrics").asString();

        assertThat(metrics)
                .contains(
                        "aiops_rag_indexer_index_passages",
                        "aiops_rag_indexer_index_bytes",
                        "aiops_rag_indexer_index_growth",
                        "aiops_rag_indexer_documents_outdated",
                        "aiops_rag_indexer_documents_pending",
                        "aiops_rag_indexer_documents_refused",
                        "aiops_rag_indexer_freshness_waiting",
                        "aiops_rag_indexer_folders_troubled",
                        "aiops_rag_indexer_freshness_lag_seconds_bucket",
                        "aiops_rag_indexer_chunks_embedded_total",
                        "aiops_rag_indexer_embedding_throughput",
                        "aiops_rag_indexer_quality{figure=\"relevance-floor\"");
    }

    private static JsonPath health() {
        return given().get("/api/v1/knowledge/health")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
