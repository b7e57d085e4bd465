package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.eventcontracts.EventType;
import io.agentaiops.ragindexer.source.SourceConfig;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How good search is over the documents that ship, and that a rebuild costs nothing. */
@QuarkusTest
@TestSecurity(
        user = "ada",
        roles = {"viewer", "operator"})
class QualityIT {

    private static final Map<String, String> QUESTIONS = Map.ofEntries(
            Map.entry("The disk of a server is filling up, what do I do?", "disk-filling-up"),
            Map.entry("No space left on device", "disk-filling-up"),
            Map.entry("ollama does not start any more", "ollama-service-failure"),
            Map.entry("the agent gives no answer to anybody", "agent-not-responding"),
            Map.entry("tool calls keep failing", "tool-execution-failures"),
            Map.entry("restore everything after data loss", "recovery-from-backup"),
            Map.entry("CPU usage is above 80 percent", "high-cpu"),
            Map.entry("a process eats all the RAM", "memory-pressure"),
            Map.entry("TLS certificate has expired", "certificate-expired"),
            Map.entry("host names cannot be resolved", "dns-failure"),
            Map.entry("address already in use", "port-in-use"),
            Map.entry("consumer lag on a kafka topic grows", "kafka-lag"),
            Map.entry("too many connections to the database", "postgres-connections"),
            Map.entry("OpenSearch cluster status is red", "opensearch-red"),
            Map.entry("alert mails do not arrive", "email-not-delivered"),
            Map.entry("clock of the server is wrong, NTP", "time-drift"),
            Map.entry("who must be called when level 1 cannot fix it", "escalation"),
            Map.entry("how do I write a new procedure with steps", "write-a-procedure"),
            Map.entry("install security patches on wednesday", "security-updates"),
            Map.entry("Saturday night maintenance window", "scheduled-maintenance"),
            Map.entry("how long are logs kept", "log-retention"),
            Map.entry("answers of the model have become bad", "model-answers-badly"),
            Map.entry("pull a new model and make it the default", "model-update"),
            Map.entry("forecast when storage will be full", "capacity-planning"));

    /** Enough to push what is right from the first ten. */
    private static final int POISON = 10;
    /** Between two questions, as people leave them; without any, the build would wait for questions most of the time. */
    private static final Duration LOAD_PAUSE = Duration.ofMillis(50);

    @Inject
    SourceConfig config;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void documentsAreIndexed() throws IOException {
        Path shipped = Path.of(System.getProperty("aiops.root.dir"), "documents");
        try (Stream<Path> files = Files.walk(shipped)) {
            files.filter(Files::isRegularFile).forEach(file -> copy(file, shipped.relativize(file)));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Knowledge.found("disk is filling up").contains("troubleshooting/disk-filling-up.md"));
        Knowledge.awaitIdle();
    }

    @Test
    void fullDiskIsAnsweredByItsRunbookFirst() {
        JsonPath answer = Knowledge.search("The disk of a server is filling up, what do I do?")
                .jsonPath();

        assertThat(answer.getString("results[0].documentId")).isEqualTo("troubleshooting/disk-filling-up.md");
        assertThat(answer.getString("results[0].procedureId")).isEqualTo("disk-filling-up");
        assertThat(answer.getBoolean("results[0].hasSteps")).isTrue();
        assertThat(answer.getBoolean("relevant")).isTrue();
    }

    @Test
    void questionsFindTheirDocuments() {
        JsonPath hybrid = evaluate("hybrid");
        JsonPath lexical = evaluate("lexical");
        JsonPath vector = evaluate("vector");

        assertThat(hybrid.getInt("queries")).isEqualTo(QUESTIONS.size());
        assertThat(hybrid.getDouble("mrr")).isGreaterThan(0.85);
        assertThat(hybrid.getDouble("ndcg10")).isGreaterThan(0.85);
        assertThat(hybrid.getDouble("recall")).isGreaterThan(0.95);
        assertThat(hybrid.getDouble("mrr")).isGreaterThanOrEqualTo(lexical.getDouble("mrr") - 0.02);
        assertThat(hybrid.getDouble("mrr")).isGreaterThanOrEqualTo(vector.getDouble("mrr") - 0.02);
    }

    @Test
    void questionsThatNoDocumentAnswersAreSeenAsSuch() {
        List<String> elsewhere = List.of(
                "how do I bake a chocolate cake",
                "who won the football world cup in 1990",
                "best beaches of Portugal for a family holiday",
                "rules of the subjunctive in Spanish grammar");

        assertThat(elsewhere)
                .allSatisfy(question -> assertThat(
                                Knowledge.search(question).jsonPath().getBoolean("relevant"))
                        .as(question)
                        .isFalse());
        assertThat(QUESTIONS.keySet())
                .filteredOn(question -> !Knowledge.search(question).jsonPath().getBoolean("relevant"))
                .isEmpty();
    }

    @Test
    void theFloorThatIsMeasuredTellsQuestionsWithAnAnswerFromTheOthers() {
        JsonPath report = given().post("/api/v1/knowledge/quality")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(report.getDouble("relevanceFloor")).as(report.prettify()).isBetween(0.25, 0.55);
        assertThat(report.getDouble("outOfScopeRefused")).as(report.prettify()).isGreaterThan(0.85);
        assertThat(report.getDouble("inScopeRefused")).as(report.prettify()).isLessThan(0.12);
    }

    @Test
    void fridaysTestMeasuresTheGoldenQuestionsAndHoldsThemAgainstTheWeekBefore() {
        JsonNode first = BusIT.perform("knowledge.search-test", Map.of("golden", true));
        assertThat(first.at("/evidence/golden/ndcg10").asDouble())
                .as(first.toString())
                .isGreaterThan(0.7);
        assertThat(first.path("outcome").asText()).isEqualTo("succeeded");

        jdbi.useHandle(handle -> handle.execute("""
                insert into quality_run (run_id, at, index_name, questions, ndcg10, mrr, recall10, out_of_scope, accepted,
                    per_question)
                select gen_random_uuid(), at - interval '8 days', index_name, questions, 1, 1, 1, out_of_scope, false,
                    (select jsonb_object_agg(key, '{"ndcg10": 1, "reciprocalRank": 1, "recall10": 1}'::jsonb)
                        from jsonb_each(per_question))
                from quality_run order by at desc limit 1
                """));
        try {
            JsonNode second = BusIT.perform("knowledge.search-test", Map.of("golden", true));

            assertThat(second.path("outcome").asText()).isEqualTo("failed");
            assertThat(second.path("summary").asText()).contains("less than a week ago", "MRR");
            assertThat(second.at("/evidence/goldenBefore/mrr").asDouble()).isEqualTo(1);
        } finally {
            jdbi.useHandle(handle -> handle.execute("delete from quality_run where ndcg10 = 1"));
        }
    }

    @Test
    void searchGoesOnWhileTheIndexIsBuiltAnewAndOneCallGoesBack() throws InterruptedException {
        String before = status().getString("index");
        CountDownLatch built = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        Thread load = Thread.ofPlatform().start(() -> {
            while (!isOver(built, LOAD_PAUSE)) {
                asked.incrementAndGet();
                if (!Knowledge.found("the disk is filling up").contains("troubleshooting/disk-filling-up.md")) {
                    failed.incrementAndGet();
                }
            }
        });

        String target = given().post("/api/v1/knowledge/rebuild")
                .then()
                .statusCode(202)
                .extract()
                .path("index");
        await().atMost(Duration.ofMinutes(2)).until(() -> status().getString("rebuild.state"), "ACTIVE"::equals);
        built.countDown();
        load.join();

        assertThat(failed).hasValue(0);
        assertThat(asked).hasValueGreaterThan(20);
        assertThat(status().getString("index")).isEqualTo(target).isNotEqualTo(before);
        Knowledge.awaitIdle();
        assertThat(evaluate("hybrid").getDouble("mrr")).isGreaterThan(0.85);

        given().post("/api/v1/knowledge/rollback").then().statusCode(200).body("index", equalTo(before));

        assertThat(status().getString("index")).isEqualTo(before);
        assertThat(Knowledge.found("the disk is filling up")).contains("troubleshooting/disk-filling-up.md");
        Knowledge.awaitIdle();
    }

    private static boolean isOver(CountDownLatch latch, Duration pause) {
        try {
            return latch.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Test
    void poisonedDocumentsRaiseAnAlertAndABuildOfThemIsRefused() {
        measure(true);
        String before = status().getString("index");
        List<String> poison =
                IntStream.range(0, POISON).mapToObj(i -> "poison/" + i + ".md").toList();
        poison.forEach(QualityIT::upload);
        try {
            poison.forEach(id -> Knowledge.awaitState(id, "indexed"));
            measure(false);
            given().post("/api/v1/knowledge/rebuild").then().statusCode(202);
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> status().getString("rebuild.state"), state -> !"BUILDING".equals(state));

            assertThat(status().getString("rebuild.state")).isEqualTo("REFUSED");
            assertThat(status().getString("rebuild.error")).contains("golden questions");
            assertThat(status().getString("index")).isEqualTo(before);
        } finally {
            poison.forEach(id -> given().delete("/api/v1/documents/" + id));
            Knowledge.awaitIdle();
        }
        measure(false);
        await().atMost(Knowledge.SOON)
                .untilAsserted(() -> assertThat(alerts())
                        .containsSubsequence("KnowledgeSearchWorse firing", "KnowledgeSearchWorse resolved")
                        .contains("KnowledgeBuildRefused resolved"));
    }

    private static void measure(boolean accept) {
        given().queryParam("accept", accept)
                .post("/api/v1/knowledge/quality")
                .then()
                .statusCode(200);
    }

    /** A refusal says at once when it is over. */
    private static List<String> alerts() {
        return Wire.read(EventType.ALERT_RAISED).stream()
                .map(Wire.Event::data)
                .map(alert ->
                        alert.at("/labels/alertname").asText() + (alert.hasNonNull("endsAt") ? " resolved" : " firing"))
                .toList();
    }

    /** Holds the words of many golden questions, another selection each time, and answers none. */
    private static void upload(String id) {
        int number = Integer.parseInt(id.replaceAll("\\D", ""));
        StringBuilder text =
                new StringBuilder("# disk full memory cpu model answers backup certificate " + number + "\n\n");
        List<String> questions = QUESTIONS.keySet().stream().sorted().toList();
        for (int i = 0; i < questions.size(); i++) {
            text.append("## ")
                    .append(questions.get((i + number) % questions.size()))
                    .append("\n\n");
            text.append(questions.get((i + number) % questions.size()))
                    .append(" number ")
                    .append(number * 7919 + i * 104729)
                    .append(".\n\n");
        }
        given().contentType(ContentType.JSON)
                .body(Map.of("documentId", id, "content", text.toString()))
                .post("/api/v1/documents")
                .then()
                .statusCode(202);
    }

    private static JsonPath evaluate(String mode) {
        Map<String, String> queries = new TreeMap<>();
        Map<String, Map<String, Integer>> qrels = new TreeMap<>();
        QUESTIONS.forEach((question, document) -> {
            queries.put(question, question);
            qrels.put(question, Map.of(document, 1));
        });
        return given().contentType(ContentType.JSON)
                .body(Map.of("queries", queries, "qrels", qrels, "mode", mode))
                .post("/api/v1/search/evaluate")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath status() {
        return given().get("/api/v1/knowledge/status").jsonPath();
    }

    private void copy(Path file, Path relative) {
        try {
            Path target = config.folder().resolve(relative);
            if (!Files.exists(target)) {
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
