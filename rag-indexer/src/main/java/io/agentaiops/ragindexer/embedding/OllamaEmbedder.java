package io.agentaiops.ragindexer.embedding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A model of Ollama's, by {@code POST /api/embed}; its digest is the one that {@code /api/tags} tells, asked for each time,
 * for the name may mean another model by now. A text that is longer than the model reads at once is embedded in parts.
 */
final class OllamaEmbedder implements Embedder {

    private static final Logger LOG = Logger.getLogger(OllamaEmbedder.class);
    /** Texts in one request: Ollama works them off one after another, and a time limit is for all of them. */
    private static final int BATCH = 32;
    /** Of a model that does not tell. */
    private static final int USUAL_WINDOW = 512;
    /** A text that is refused although it is so short is refused for something else. */
    private static final int SHORTEST = 16;
    /** So long questions are not even asked after one that was not answered in time. */
    private static final Duration RESPITE = Duration.ofSeconds(10);

    private record Facts(String digest, int dimension, int window) {}

    private final String name;
    private final EmbeddingConfig config;
    private final EmbeddingMetrics metrics;
    private final OllamaModel ollama;
    private final QuestionsFirst questions;
    private volatile QueryCache cache;
    private volatile @Nullable Facts facts;
    private volatile long silentUntil;

    OllamaEmbedder(
            String name,
            EmbeddingConfig config,
            EmbeddingMetrics metrics,
            OllamaModel ollama,
            QuestionsFirst questions) {
        this.name = name;
        this.config = config;
        this.metrics = metrics;
        this.ollama = ollama;
        this.questions = questions;
        this.cache = new QueryCache(config.cachedQueries());
        this.silentUntil = System.nanoTime();
    }

    @Override
    public String model() {
        return Embedders.OLLAMA + name;
    }

    @Override
    public String digest() {
        String now = ollama.digest();
        Facts known = facts;
        return known != null && known.digest().equals(now) ? now : learn(now).digest();
    }

    @Override
    public boolean is(String digest) {
        Facts known = facts;
        return known == null || digest.isEmpty() || known.digest().equals(digest);
    }

    @Override
    public int dimension() {
        return facts().dimension();
    }

    @Override
    public int window() {
        return facts().window();
    }

    /** Asked only once it has answered: a search must not wait for an Ollama that is away. */
    @Override
    public boolean isReady() {
        return facts != null;
    }

    @Override
    public int tokens(String text) {
        return TokenEstimate.of(text);
    }

    @Override
    public List<Vector> embed(List<String> texts) {
        String prefix = config.passagePrefix().orElse("");
        List<Vector> vectors = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> batch = texts.subList(from, Math.min(texts.size(), from + BATCH)).stream()
                    .map(prefix::concat)
                    .toList();
            afterQuestions();
            vectors.addAll(metrics.embed(batch.size(), () -> embed(batch, config.ollamaTimeout())));
        }
        return vectors;
    }

    private void afterQuestions() {
        try {
            questions.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddingUnavailable("interrupted while embedding", e);
        }
    }

    @Override
    public Vector embedQuery(String text) {
        QueryCache remembered = cache;
        Optional<Vector> known = remembered.find(text);
        metrics.query(known.isPresent());
        if (known.isPresent()) {
            return known.get();
        }
        if (System.nanoTime() - silentUntil < 0) {
            throw new EmbeddingUnavailable("Ollama did not answer a moment ago", null);
        }
        try {
            Vector vector = embed(List.of(config.queryPrefix().orElse("") + text), config.ollamaQueryTimeout())
                    .getFirst();
            remembered.keep(text, vector);
            return vector;
        } catch (EmbeddingUnavailable e) {
            silentUntil = System.nanoTime() + RESPITE.toNanos();
            throw e;
        }
    }

    private List<Vector> embed(List<String> texts, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        List<Vector> vectors = ollama.embed(texts, atMost).orElseGet(() -> inParts(texts, until));
        silentUntil = System.nanoTime();
        vectors.forEach(this::check);
        return vectors;
    }

    /** One of them is too long, and Ollama does not tell which. */
    private List<Vector> inParts(List<String> texts, long until) {
        if (texts.size() > 1) {
            return texts.stream().map(text -> embed(text, until)).toList();
        }
        String text = texts.getFirst();
        if (text.length() <= SHORTEST) {
            throw new EmbeddingUnavailable("Ollama finds a text of " + text.length() + " characters too long", null);
        }
        metrics.split();
        LOG.debugf("model=%s a text of %d characters is embedded in parts", name, text.length());
        int space = text.lastIndexOf(' ', text.length() / 2);
        int middle = space > text.length() / 4 ? space : text.length() / 2;
        int cut = Character.isLowSurrogate(text.charAt(middle)) ? middle - 1 : middle;
        Vector first = embed(text.substring(0, cut), until);
        Vector second = embed(text.substring(cut), until);
        return List.of(first.plus(second).normalised());
    }

    private Vector embed(String text, long until) {
        Duration left = Duration.ofNanos(until - System.nanoTime());
        if (left.isNegative()) {
            throw new EmbeddingUnavailable("Ollama did not answer in time", null);
        }
        return ollama.embed(List.of(text), left)
                .orElseGet(() -> inParts(List.of(text), until))
                .getFirst();
    }

    private Facts facts() {
        Facts known = facts;
        return known == null ? learn(ollama.digest()) : known;
    }

    private synchronized Facts learn(String digest) {
        Facts known = facts;
        if (known != null && known.digest().equals(digest)) {
            return known;
        }
        if (known != null) {
            LOG.warnf("Ollama's %s is another model now: digest=%s, before %s", name, digest, known.digest());
        }
        int dimension = ollama.embed(List.of("dimension"), config.ollamaTimeout())
                .orElseThrow(() -> new EmbeddingUnavailable("Ollama embeds not a single word", null))
                .getFirst()
                .dimension();
        int window = ollama.window().orElse(USUAL_WINDOW)
                - TokenEstimate.of(config.passagePrefix().orElse(""));
        Facts learnt = new Facts(digest, dimension, window);
        // In this order: what is remembered from now on is of the new model.
        facts = learnt;
        cache = new QueryCache(config.cachedQueries());
        return learnt;
    }

    /** The model's name may mean another model by now: its vectors must not get into an index of the first one. */
    private void check(Vector vector) {
        Facts known = facts;
        if (known != null && vector.dimension() != known.dimension()) {
            throw new EmbeddingUnavailable(
                    "Ollama's " + name + " gave vectors of dimension " + vector.dimension() + " instead of "
                            + known.dimension() + ": it has become another model",
                    null);
        }
    }
}
