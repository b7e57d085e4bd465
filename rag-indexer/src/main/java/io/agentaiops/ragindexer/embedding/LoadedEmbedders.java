package io.agentaiops.ragindexer.embedding;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The models by name. Usually there is one; two while the index is built anew with another model, for the old index is
 * searched with the old model until then.
 */
@Startup
@ApplicationScoped
class LoadedEmbedders implements Embedders {

    private final EmbeddingConfig config;
    private final EmbeddingMetrics metrics;
    private final ObjectMapper json;
    private final QuestionsFirst questions;
    private final ExecutorService threads;
    private final Map<String, Embedder> loaded = new ConcurrentHashMap<>();

    LoadedEmbedders(EmbeddingConfig config, EmbeddingMetrics metrics, ObjectMapper json, QuestionsFirst questions) {
        this.config = config;
        this.metrics = metrics;
        this.json = json;
        this.questions = questions;
        config.nativeDir().ifPresent(dir -> System.setProperty("DJL_CACHE_DIR", dir.toString()));
        int count = config.threads().orElse(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8));
        this.threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name("embedder-", 0).factory());
        loaded.put(config.model(), create(config.model()));
    }

    @Override
    public Embedder configured() {
        return of(config.model());
    }

    @Override
    public Embedder of(String model) {
        return loaded.computeIfAbsent(model, this::create);
    }

    @Override
    public OptionalDouble perSecond() {
        return metrics.perSecond();
    }

    private Embedder create(String model) {
        if (model.startsWith(OLLAMA)) {
            String name = model.substring(OLLAMA.length());
            return new OllamaEmbedder(
                    name,
                    config,
                    metrics,
                    new OllamaModel(name, config.ollamaUrl(), config.ollamaTimeout(), json),
                    questions);
        }
        return BundledModel.of(model)
                .map(bundled -> new OnnxEmbedder(bundled, threads, questions, config.cachedQueries(), metrics))
                .orElseThrow(() -> new EmbeddingUnavailable(
                        "aiops.embedding.model must be one of " + BundledModel.ids() + " or " + OLLAMA + "NAME but is "
                                + model,
                        null));
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
