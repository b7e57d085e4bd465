package io.agentaiops.agentgateway.cache;

import io.agentaiops.agentgateway.question.QuestionKeys;
import io.agentaiops.agentgateway.run.RunStore;
import io.agentaiops.agentgateway.run.StepStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes new answers in, and puts those out whose documents changed. A document that is new may answer questions better
 * than any answer so far: then all go.
 */
@ApplicationScoped
public class CacheLearning {

    private final CacheSwitch on;
    private final CacheStore store;
    private final KnownDocumentStore documents;
    private final RunStore runs;
    private final StepStore steps;
    private final QuestionKeys keys;
    private final CachePolicy policy;
    private final CacheMetrics metrics;
    private final Clock clock;

    CacheLearning(
            CacheSwitch on,
            CacheStore store,
            KnownDocumentStore documents,
            RunStore runs,
            StepStore steps,
            QuestionKeys keys,
            CacheConfig config,
            CacheMetrics metrics,
            Clock clock) {
        this.on = on;
        this.store = store;
        this.documents = documents;
        this.runs = runs;
        this.steps = steps;
        this.keys = keys;
        this.policy = new CachePolicy(config.maxAge(), config.liveMaxAge(), config.shared());
        this.metrics = metrics;
        this.clock = clock;
    }

    /** A run ended: keeps its answer if it may be given again. */
    @Transactional
    public void answered(String runId) {
        if (!on.isOn()) {
            return;
        }
        runs.find(runId)
                .ifPresent(run -> policy.entry(run, steps.of(runId), keys.fingerprint(run.question()), clock.instant())
                        .ifPresent(entry -> store.insert(entry, run)));
    }

    /** A document can be found in that version. */
    @Transactional
    public void indexed(String documentId, String contentHash, Instant at) {
        Optional<String> before = documents.hashOf(documentId);
        if (before.isPresent() && before.get().equals(contentHash)) {
            return;
        }
        documents.put(documentId, contentHash, at);
        metrics.dropped("document", before.isPresent() ? store.deleteCiting(documentId) : store.deleteAll());
    }

    /** A document can no longer be found. */
    @Transactional
    public void removed(String documentId, Instant at) {
        documents.put(documentId, "", at);
        metrics.dropped("document", store.deleteCiting(documentId));
    }
}
