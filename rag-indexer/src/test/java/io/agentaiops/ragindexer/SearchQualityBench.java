package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * How well foreign questions find their own answers by words, by meaning and by both, over REST, on two halves of the set
 * that a hash of the number decides: on the first the weights were chosen, the second is held out. Not a test, and not run
 * as one: {@code AIOPS_BENCH_QA=questions.json mvn -pl rag-indexer -am test -Dtest=SearchQualityBench
 * -Dsurefire.failIfNoSpecifiedTests=false}; the file is a list of {@code {idx, question, answer}}.
 */
@QuarkusTest
@TestSecurity(
        user = "ada",
        roles = {"viewer", "operator"})
class SearchQualityBench {

    @Test
    void measure() throws IOException {
        JsonNode all = new ObjectMapper()
                .readTree(Path.of(System.getenv("AIOPS_BENCH_QA")).toFile());
        for (JsonNode one : all) {
            given().contentType(ContentType.JSON)
                    .body(Map.of(
                            "documentId",
                            id(one),
                            "content",
                            one.path("answer").asText(),
                            "mediaType",
                            "text/markdown"))
                    .post("/api/v1/documents")
                    .then()
                    .statusCode(202);
        }
        Knowledge.awaitIdle();
        assertThat(given().get("/api/v1/knowledge/status").jsonPath().getInt("indexed"))
                .isGreaterThanOrEqualTo(all.size());
        for (int half = 0; half < 2; half++) {
            for (String mode : List.of("lexical", "vector", "hybrid")) {
                JsonPath result = evaluate(all, half, mode);
                System.out.printf(
                        Locale.ROOT,
                        "%-8s %-8s questions %d  MRR %.3f  recall@10 %.3f  nDCG@10 %.3f%n",
                        half == 0 ? "tuning" : "held-out",
                        mode,
                        result.getInt("queries"),
                        result.getDouble("mrr"),
                        result.getDouble("recall"),
                        result.getDouble("ndcg10"));
            }
        }
    }

    private static JsonPath evaluate(JsonNode all, int half, String mode) {
        Map<String, String> queries = new TreeMap<>();
        Map<String, Map<String, Integer>> qrels = new TreeMap<>();
        for (JsonNode one : all) {
            if (halfOf(one.path("idx").asText()) == half) {
                queries.put(id(one), one.path("question").asText());
                qrels.put(id(one), Map.of(id(one), 1));
            }
        }
        return given().contentType(ContentType.JSON)
                .body(Map.of("queries", queries, "qrels", qrels, "mode", mode))
                .post("/api/v1/search/evaluate")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String id(JsonNode one) {
        return "qa/" + one.path("idx").asText() + ".md";
    }

    private static int halfOf(String number) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(number.getBytes(StandardCharsets.UTF_8));
            return hash[hash.length - 1] & 1;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
