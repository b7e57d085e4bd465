package io.agentaiops.agentgateway.pattern;

import io.agentaiops.agentgateway.question.EmbeddingClient;
import io.agentaiops.agentgateway.question.QuestionKeys;
import io.agentaiops.agentgateway.question.QuestionVector;
import io.agentaiops.agentgateway.question.SameQuestion;
import io.agentaiops.agentgateway.question.VectorShelf;
import io.agentaiops.agentgateway.question.Wording;
import io.agentaiops.agentgateway.run.RunStore;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.Redactor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Notes every question when its run has ended, and puts it with those that mean the same, a little later. */
@ApplicationScoped
public class QuestionLog {

    private static final int AT_ONCE = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final QuestionStore store;
    private final RunStore runs;
    private final QuestionKeys keys;
    private final EmbeddingClient embeddings;
    private final SameQuestion judge;
    private final Clock clock;
    private final VectorShelf shelf = new VectorShelf();

    QuestionLog(
            QuestionStore store,
            RunStore runs,
            QuestionKeys keys,
            EmbeddingClient embeddings,
            PatternConfig config,
            Clock clock) {
        this.store = store;
        this.runs = runs;
        this.keys = keys;
        this.embeddings = embeddings;
        this.judge = new SameQuestion(config.similarity());
        this.clock = clock;
    }

    /** A run ended. */
    @Transactional
    public void answered(String runId) {
        runs.find(runId).ifPresent(run -> store.asked(runId, keys.fingerprint(run.question()), run.acceptedAt()));
    }

    /** Two replicas that do this at once may make two groups of one question; each still counts rightly. */
    @Scheduled(every = "3s", identity = "question-groups", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void group() {
        List<QuestionStore.Ungrouped> questions = store.ungrouped(AT_ONCE);
        if (questions.isEmpty()) {
            return;
        }
        List<String> texts =
                questions.stream().map(QuestionStore.Ungrouped::question).toList();
        Optional<List<QuestionVector>> vectors = embeddings.embed(texts, PATIENCE);
        if (vectors.isEmpty()) {
            return;
        }
        shelf.hold(store.groups(), store::items);
        for (int i = 0; i < questions.size(); i++) {
            QuestionStore.Ungrouped question = questions.get(i);
            QuestionVector vector = vectors.get().get(i);
            QuarkusTransaction.requiringNew().run(() -> place(question, vector));
        }
    }

    private void place(QuestionStore.Ungrouped question, QuestionVector vector) {
        String sample = Redactor.redact(question.question());
        Wording wording = Wording.of(sample);
        String group = store.groupOf(question.fingerprint())
                .or(() -> shelf.matches(wording, vector, judge, 1).stream().findFirst())
                .orElseGet(() -> {
                    String id = Ids.next();
                    store.insert(id, question, sample, vector, clock.instant());
                    shelf.add(new VectorShelf.Item(id, wording, vector));
                    return id;
                });
        store.join(question.runId(), group);
    }

    @Scheduled(
            every = "1h",
            delayed = "2m",
            identity = "question-groups-clean-up",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void cleanUp() {
        store.removeEmpty(clock.instant().minus(Duration.ofHours(1)));
    }
}
