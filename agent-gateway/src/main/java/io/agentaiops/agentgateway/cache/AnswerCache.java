package io.agentaiops.agentgateway.cache;

import io.agentaiops.agentgateway.question.EmbeddingClient;
import io.agentaiops.agentgateway.question.QuestionKeys;
import io.agentaiops.agentgateway.question.QuestionVector;
import io.agentaiops.agentgateway.question.SameQuestion;
import io.agentaiops.agentgateway.question.VectorShelf;
import io.agentaiops.agentgateway.question.Wording;
import io.agentaiops.agentgateway.run.KnownAnswers;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunStore;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Finds answers that were given before: to a question of the same words, else to one that means the same. A cache that
 * fails is a cache that knows nothing: the question is then answered as any other.
 */
@ApplicationScoped
class AnswerCache implements KnownAnswers {

    private static final Logger LOG = Logger.getLogger(AnswerCache.class);
    private static final int CANDIDATES = 5;
    private static final int PLACED_AT_ONCE = 32;
    private static final Duration PLACING = Duration.ofSeconds(10);

    private final CacheSwitch on;
    private final CacheStore store;
    private final RunStore runs;
    private final QuestionKeys keys;
    private final EmbeddingClient embeddings;
    private final CacheConfig config;
    private final CacheMetrics metrics;
    private final Clock clock;
    private final SameQuestion judge;
    private final VectorShelf shelf = new VectorShelf();

    AnswerCache(
            CacheSwitch on,
            CacheStore store,
            RunStore runs,
            QuestionKeys keys,
            EmbeddingClient embeddings,
            CacheConfig config,
            CacheMetrics metrics,
            Clock clock) {
        this.on = on;
        this.store = store;
        this.runs = runs;
        this.keys = keys;
        this.embeddings = embeddings;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
        this.judge = new SameQuestion(config.similarity());
    }

    @Override
    public Optional<Run> find(Run asked) {
        try {
            return CachePolicy.mayBeAnswered(asked) && on.isOn() ? look(asked) : Optional.empty();
        } catch (RuntimeException e) {
            LOG.warnf(e, "the answer cache was left out runId=%s", asked.id());
            return Optional.empty();
        }
    }

    private Optional<Run> look(Run asked) {
        Instant now = clock.instant();
        Optional<String> exact = store.byFingerprint(asked, keys.fingerprint(asked.question()), now);
        Optional<String> found = exact.isPresent() ? exact : similar(asked, now);
        Optional<Run> source = found.flatMap(runs::find).filter(run -> run.answer() != null);
        source.ifPresent(run -> store.hit(run.id()));
        metrics.looked(source.isEmpty() ? "miss" : exact.isPresent() ? "exact" : "similar");
        return source;
    }

    private Optional<String> similar(Run asked, Instant now) {
        if (shelf.isEmpty()) {
            return Optional.empty();
        }
        Optional<QuestionVector> vector =
                embeddings.embed(List.of(asked.question()), config.patience()).map(List::getFirst);
        if (vector.isEmpty()) {
            return Optional.empty();
        }
        List<String> close = shelf.matches(Wording.of(asked.question()), vector.get(), judge, CANDIDATES);
        if (close.isEmpty()) {
            return Optional.empty();
        }
        List<String> visible = store.visible(asked, close, now);
        return close.stream().filter(visible::contains).findFirst();
    }

    /** Gets the vectors of new entries, and takes those into memory that other replicas got. */
    @Scheduled(every = "2s", identity = "answer-cache", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void place() {
        List<CacheStore.Unplaced> unplaced = store.unplaced(PLACED_AT_ONCE);
        if (!unplaced.isEmpty()) {
            List<String> questions =
                    unplaced.stream().map(CacheStore.Unplaced::question).toList();
            embeddings.embed(questions, PLACING).ifPresent(vectors -> {
                for (int i = 0; i < vectors.size(); i++) {
                    store.place(unplaced.get(i).runId(), vectors.get(i));
                }
            });
        }
        shelf.hold(store.placed(clock.instant()), store::items);
    }

    @Scheduled(
            every = "1m",
            delayed = "30s",
            identity = "answer-cache-clean-up",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void cleanUp() {
        metrics.dropped("age", store.cleanUp(clock.instant(), config.entries()));
    }
}
