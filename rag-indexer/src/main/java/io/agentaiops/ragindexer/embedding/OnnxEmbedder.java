package io.agentaiops.ragindexer.embedding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A model in this process. It is part of the program: nothing is fetched. It is loaded on a thread of its own from the
 * moment the service starts, so that the service does not wait for it.
 */
final class OnnxEmbedder implements Embedder {

    private static final Logger LOG = Logger.getLogger(OnnxEmbedder.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Long enough for the machine code of a text's whole length to be chosen while nobody waits. */
    private static final String WARM_UP = "how do I free the disk of a server ".repeat(20);

    private final BundledModel bundled;
    private final EmbeddingMetrics metrics;
    private final QueryCache cache;
    private final ExecutorService threads;
    private final QuestionsFirst questions;
    private final CompletableFuture<OnnxModel> model;

    /**
     * Begins to load the model.
     *
     * @param threads on which it embeds, shared by all models
     * @param questions that passages wait for
     */
    OnnxEmbedder(
            BundledModel bundled,
            ExecutorService threads,
            QuestionsFirst questions,
            int cachedQueries,
            EmbeddingMetrics metrics) {
        this.bundled = bundled;
        this.metrics = metrics;
        this.cache = new QueryCache(cachedQueries);
        this.threads = threads;
        this.questions = questions;
        this.model = CompletableFuture.supplyAsync(
                this::load,
                task -> Thread.ofPlatform().daemon().name("embedder-load").start(task));
    }

    @Override
    public String model() {
        return bundled.id();
    }

    @Override
    public String digest() {
        return await(PATIENCE).digest();
    }

    @Override
    public boolean is(String digest) {
        return !isReady()
                || digest.isEmpty()
                || digest.equals(await(Duration.ZERO).digest());
    }

    @Override
    public int dimension() {
        return BundledModel.DIMENSION;
    }

    @Override
    public int window() {
        return BundledModel.WINDOW;
    }

    @Override
    public boolean isReady() {
        return model.isDone() && !model.isCompletedExceptionally();
    }

    @Override
    public int tokens(String text) {
        return await(PATIENCE).tokens(text);
    }

    @Override
    public List<Vector> embed(List<String> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        OnnxModel loaded = await(PATIENCE);
        return metrics.embed(texts.size(), () -> inParallel(loaded, texts));
    }

    /** The longest first, so that no thread is left alone with a long one at the end. */
    private List<Vector> inParallel(OnnxModel loaded, List<String> texts) {
        List<Integer> order = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> texts.get(i).length())
                        .reversed())
                .toList();
        List<Future<Vector>> running = new ArrayList<>();
        order.forEach(i -> running.add(threads.submit(() -> afterQuestions(loaded, texts.get(i)))));
        @Nullable Vector[] vectors = new Vector[texts.size()];
        for (int i = 0; i < running.size(); i++) {
            vectors[order.get(i)] = result(running.get(i));
        }
        return Arrays.stream(vectors).map(OnnxEmbedder::made).toList();
    }

    private Vector afterQuestions(OnnxModel loaded, String text) throws InterruptedException {
        questions.await();
        return loaded.embed(text);
    }

    private static Vector made(@Nullable Vector vector) {
        if (vector == null) {
            throw new IllegalStateException("a text was left out");
        }
        return vector;
    }

    @Override
    public Vector embedQuery(String text) {
        Optional<Vector> known = cache.find(text);
        metrics.query(known.isPresent());
        if (known.isPresent()) {
            return known.get();
        }
        Vector vector = await(Duration.ZERO).embed(bundled.queryPrefix() + text);
        cache.keep(text, vector);
        return vector;
    }

    private OnnxModel load() {
        try {
            long start = System.nanoTime();
            OnnxModel loaded = OnnxModel.load(bundled);
            loaded.embed(WARM_UP);
            LOG.debugf("model=%s loadedInMs=%d", model(), (System.nanoTime() - start) / 1_000_000);
            return loaded;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the embedding model cannot be loaded: search goes by words only and nothing new is indexed", e);
            throw e;
        }
    }

    private OnnxModel await(Duration patience) {
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

    private static Vector result(Future<Vector> running) {
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw new EmbeddingUnavailable("the embedding model failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddingUnavailable("interrupted while embedding", e);
        }
    }
}
