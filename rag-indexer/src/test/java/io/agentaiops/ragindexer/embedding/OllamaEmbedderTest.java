package io.agentaiops.ragindexer.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that speaks Ollama's API as it is documented: {@code POST /api/embed}, {@code GET /api/tags}. */
class OllamaEmbedderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final List<JsonNode> asked = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server = server();
    private Function<JsonNode, Object> answer = request -> vectors(request, 3);
    private ToIntFunction<JsonNode> status = request -> 200;
    private String digest = "0123456789abcdef0123456789abcdef";
    private Map<String, Object> shown = Map.of();
    private final CountDownLatch hanging = new CountDownLatch(1);

    @BeforeEach
    void start() {
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.createContext(
                "/api/tags",
                exchange -> send(
                        exchange, 200, Map.of("models", List.of(Map.of("name", "nomic:latest", "digest", digest)))));
        server.createContext("/api/show", exchange -> send(exchange, 200, shown));
        server.createContext("/api/embed", exchange -> {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            asked.add(request);
            send(exchange, status.applyAsInt(request), answer.apply(request));
        });
        server.start();
    }

    @AfterEach
    void stop() {
        hanging.countDown();
        server.stop(0);
    }

    @Test
    void textsAreSentInBatchesWithThePrefixOfPassagesAndComeBackInTheirOrder() {
        List<String> texts = IntStream.range(0, 70).mapToObj(i -> "text " + i).toList();

        List<Vector> vectors = embedder("nomic").embed(texts);

        assertThat(asked).extracting(request -> request.path("input").size()).containsExactly(32, 32, 6);
        assertThat(asked.getFirst().path("model").asText()).isEqualTo("nomic");
        assertThat(asked.getFirst().path("input").get(1).asText()).isEqualTo("search_document: text 1");
        assertThat(vectors).hasSize(70);
        assertThat(vectors.get(33)).isEqualTo(expected("search_document: text 33"));
    }

    @Test
    void aQuestionHasItsOwnPrefixAndIsRemembered() {
        OllamaEmbedder embedder = embedder("nomic");

        Vector first = embedder.embedQuery("how full is the disk");

        assertThat(embedder.embedQuery("how full is the disk")).isEqualTo(first);
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().path("input").get(0).asText()).isEqualTo("search_query: how full is the disk");
    }

    @Test
    void digestAndDimensionAreThoseOfTheModel() {
        OllamaEmbedder embedder = embedder("nomic");

        assertThat(embedder.isReady()).isFalse();
        assertThat(embedder.digest()).isEqualTo("0123456789abcdef");
        assertThat(embedder.dimension()).isEqualTo(3);
        assertThat(embedder.isReady()).isTrue();
    }

    @Test
    void vectorsOfAnotherDimensionThanTheModelsAreRefused() {
        OllamaEmbedder embedder = embedder("nomic");
        assertThat(embedder.dimension()).isEqualTo(3);
        answer = request -> vectors(request, 4);

        assertThatThrownBy(() -> embedder.embed(List.of("x")))
                .isInstanceOf(EmbeddingUnavailable.class)
                .hasMessageContaining("dimension 4 instead of 3");
    }

    @Test
    void vectorsThatAreMissingOrNoNumbersAreRefused() {
        answer = request -> Map.of("embeddings", List.of(List.of(1, 2, 3)));
        assertThatThrownBy(() -> embedder("nomic").embed(List.of("a", "b")))
                .hasMessageContaining("1 vectors for 2 texts");

        answer = request -> Map.of("embeddings", List.of(List.of("x", 2, 3)));
        assertThatThrownBy(() -> embedder("nomic").embed(List.of("a"))).hasMessageContaining("not numbers");
    }

    @Test
    void errorsSayWhatOllamaSaid() {
        status = request -> 500;
        answer = request -> Map.of("error", "model requires more system memory");

        assertThatThrownBy(() -> embedder("nomic").embed(List.of("a")))
                .isInstanceOf(EmbeddingUnavailable.class)
                .hasMessageContaining("500")
                .hasMessageContaining("requires more system memory");
    }

    @Test
    void aModelThatOllamaDoesNotHaveIsNamedWithTheRemedy() {
        assertThatThrownBy(() -> embedder("absent").digest()).hasMessageContaining("ollama pull absent");
    }

    @Test
    void anOllamaThatIsAwayMakesTheModelUnavailable() {
        OllamaEmbedder embedder = embedder("nomic");
        server.stop(0);

        assertThatThrownBy(() -> embedder.embedQuery("x"))
                .isInstanceOf(EmbeddingUnavailable.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void anotherModelOfTheSameNameIsNoticedAndItsVectorsAreNotMixedWithThoseOfTheFirst() {
        OllamaEmbedder embedder = embedder("nomic");
        String first = embedder.digest();
        Vector remembered = embedder.embedQuery("how full is the disk");
        assertThat(embedder.is(first)).isTrue();

        digest = "fedcba9876543210fedcba9876543210";
        answer = request -> vectors(request, 4);

        assertThat(embedder.digest()).isEqualTo("fedcba9876543210");
        assertThat(embedder.is(first)).isFalse();
        assertThat(embedder.dimension()).isEqualTo(4);
        assertThat(embedder.embedQuery("how full is the disk"))
                .isNotEqualTo(remembered)
                .extracting(Vector::dimension)
                .isEqualTo(4);
    }

    @Test
    void aTextThatIsTooLongIsEmbeddedInPartsInsteadOfBeingCut() {
        String longText = "word ".repeat(30).strip();
        status = request -> longest(request) > 80 ? 400 : 200;
        answer = request -> longest(request) > 80
                ? Map.of("error", "the input length exceeds the context length")
                : vectors(request, 3);

        List<Vector> vectors = embedder("nomic").embed(List.of("short", longText));

        assertThat(asked)
                .allSatisfy(request ->
                        assertThat(request.path("truncate").asBoolean(true)).isFalse());
        assertThat(vectors.getFirst()).isEqualTo(expected("search_document: short"));
        assertThat(vectors.get(1).dimension()).isEqualTo(3);
        assertThat(vectors.get(1).norm()).isEqualTo(1, within(1e-6));
        assertThat(embedded().split("word", -1)).hasSize(31);
    }

    @Test
    void theWindowIsWhatTheModelWasTrainedForOrToldToReadWhereThatIsLess() {
        assertThat(embedder("nomic").window()).isEqualTo(512 - TokenEstimate.of("search_document: "));
        Map<String, Object> info = Map.of("general.architecture", "bert", "bert.context_length", 512);
        shown = Map.of("model_info", info, "parameters", "stop \"x\"\nnum_ctx                        256\n");
        assertThat(embedder("nomic").window()).isEqualTo(256 - TokenEstimate.of("search_document: "));
    }

    @Test
    void aQuestionDoesNotWaitForAnOllamaThatHangsAndTheNextOneNotAtAll() {
        answer = request -> {
            await(hanging);
            return vectors(request, 3);
        };
        OllamaEmbedder embedder = embedder("nomic");

        assertThatThrownBy(() -> embedder.embedQuery("x"))
                .isInstanceOf(EmbeddingUnavailable.class)
                .hasMessageContaining("within 300 ms");
        assertThatThrownBy(() -> embedder.embedQuery("y")).hasMessageContaining("a moment ago");
        assertThat(asked).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int longest(JsonNode request) {
        int longest = 0;
        for (JsonNode text : request.path("input")) {
            longest = Math.max(longest, text.asText().length());
        }
        return longest;
    }

    /** All that was not refused. */
    private String embedded() {
        StringBuilder all = new StringBuilder();
        asked.stream()
                .filter(request -> longest(request) <= 80)
                .forEach(request -> request.path("input").forEach(text -> all.append(text.asText())));
        return all.toString();
    }

    private OllamaEmbedder embedder(String model) {
        EmbeddingConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(EmbeddingConfig.class)
                .withDefaultValue(
                        "aiops.embedding.ollama-url",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/")
                .withDefaultValue("aiops.embedding.ollama-query-timeout", "300ms")
                .withDefaultValue("aiops.embedding.query-prefix", "search_query: ")
                .withDefaultValue("aiops.embedding.passage-prefix", "search_document: ")
                .build()
                .getConfigMapping(EmbeddingConfig.class);
        return new OllamaEmbedder(
                model,
                config,
                new EmbeddingMetrics(new SimpleMeterRegistry()),
                new OllamaModel(model, config.ollamaUrl(), config.ollamaTimeout(), JSON),
                new QuestionsFirst());
    }

    private static Object vectors(JsonNode request, int dimension) {
        List<List<Double>> vectors = new ArrayList<>();
        request.path("input").forEach(text -> vectors.add(values(text.asText(), dimension)));
        return Map.of("embeddings", vectors);
    }

    private static List<Double> values(String text, int dimension) {
        return IntStream.range(0, dimension)
                .mapToObj(i -> (double) Math.floorMod(text.hashCode(), 97 + i))
                .toList();
    }

    private static Vector expected(String text) {
        List<Double> values = values(text, 3);
        return Vector.of(
                        values.get(0).floatValue(),
                        values.get(1).floatValue(),
                        values.get(2).floatValue())
                .normalised();
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
