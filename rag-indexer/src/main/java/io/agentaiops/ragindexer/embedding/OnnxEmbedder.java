package io.agentaiops.ragindexer.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * all-MiniLM-L6-v2, quantised, in this process. The model is part of the program: nothing is fetched. It is loaded on a
 * thread of its own from the moment the service starts, so that the service does not wait for it.
 */
@Startup
@ApplicationScoped
class OnnxEmbedder implements Embedder {

    private static final Logger LOG = Logger.getLogger(OnnxEmbedder.class);
    private static final int DIMENSION = 384;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final EmbeddingMetrics metrics;
    private final QueryCache cache;
    private final ExecutorService threads;
    private final CompletableFuture<EmbeddingModel> model;

    OnnxEmbedder(EmbeddingConfig config, EmbeddingMetrics metrics) {
        this.metrics = metrics;
        this.cache = new QueryCache(config.cachedQueries());
        int count = config.threads().orElse(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4));
        this.threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name("embedder-", 0).factory());
        this.model = CompletableFuture.supplyAsync(
                () -> load(config),
                task -> Thread.ofPlatform().daemon().name("embedder-load").start(task));
    }

    @Override
    public String model() {
        return "all-minilm-l6-v2-q";
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public boolean isReady() {
        return model.isDone() && !model.isCompletedExceptionally();
    }

    @Override
    public List<Vector> embed(List<String> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        EmbeddingModel loaded = await(PATIENCE);
        long start = System.nanoTime();
        List<Vector> vectors = loaded
                .embedAll(texts.stream().map(TextSegment::from).toList())
                .content()
                .stream()
                .map(OnnxEmbedder::vector)
                .toList();
        metrics.embedded(texts.size(), Duration.ofNanos(System.nanoTime() - start));
        return vectors;
    }

    @Override
    public Vector embedQuery(String text) {
        Optional<Vector> known = cache.find(text);
        metrics.query(known.isPresent());
        if (known.isPresent()) {
            return known.get();
        }
        Vector vector = vector(await(Duration.ZERO).embed(text).content());
        cache.keep(text, vector);
        return vector;
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }

    private EmbeddingModel load(EmbeddingConfig config) {
        try {
            return loadFromProgram(config);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the embedding model cannot be loaded: search goes by words only and nothing new is indexed", e);
            throw e;
        }
    }

    private EmbeddingModel loadFromProgram(EmbeddingConfig config) {
        long start = System.nanoTime();
        // The tokenizer unpacks its native library here, and must never ask the network for one.
        System.setProperty("ai.djl.offline", "true");
        config.nativeDir().ifPresent(dir -> System.setProperty("DJL_CACHE_DIR", dir.toString()));
        EmbeddingModel loaded = new AllMiniLmL6V2QuantizedEmbeddingModel(threads);
        loaded.embed("warm up");
        LOG.debugf("model=%s loadedInMs=%d", model(), (System.nanoTime() - start) / 1_000_000);
        return loaded;
    }

    private EmbeddingModel await(Duration patience) {
        try {
            return model.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new EmbeddingUnavailable("the embedding model is still being loaded", e);
        } catch (ExecutionException e) {
            throw new EmbeddingUnavailable("the embedding model could not be loaded", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddingUnavailable("interrupted while the embedding model was being loaded", e);
        }
    }

    private static Vector vector(Embedding embedding) {
        return Vector.of(embedding.vector());
    }
}
