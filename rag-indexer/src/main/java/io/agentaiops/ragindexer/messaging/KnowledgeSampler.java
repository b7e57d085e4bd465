package io.agentaiops.ragindexer.messaging;

import io.agentaiops.eventbus.DirectPublisher;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import io.agentaiops.ragindexer.ingestion.Backlog;
import io.agentaiops.ragindexer.ingestion.DocumentCatalog;
import io.agentaiops.ragindexer.knowledge.KnowledgeBase;
import io.agentaiops.ragindexer.knowledge.KnowledgeWatch;
import io.agentaiops.ragindexer.knowledge.Validation;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** Says how fresh the index is, for the thresholds. */
@ApplicationScoped
class KnowledgeSampler {

    private final DirectPublisher publisher;
    private final DocumentCatalog catalog;
    private final KnowledgeBase knowledge;
    private final KnowledgeWatch watch;
    private final Clock clock;

    KnowledgeSampler(
            DirectPublisher publisher,
            DocumentCatalog catalog,
            KnowledgeBase knowledge,
            KnowledgeWatch watch,
            Clock clock) {
        this.publisher = publisher;
        this.catalog = catalog;
        this.knowledge = knowledge;
        this.watch = watch;
        this.clock = clock;
    }

    @Scheduled(every = "15s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sample() {
        Backlog backlog = catalog.backlog();
        Instant now = clock.instant();
        double lag = knowledge.lag(backlog).toMillis() / 1000.0;
        publisher.send(new MetricSampled("knowledge.freshness.lag", lag, "seconds", Map.of(), now));
        publisher.send(new MetricSampled("knowledge.documents.failed", backlog.failed(), "count", Map.of(), now));
        knowledge
                .looks()
                .forEach((folder, troubled) -> publisher.send(new MetricSampled(
                        "knowledge.folder.troubled", troubled ? 1 : 0, "count", Map.of("folder", folder), now)));
        watch.health().ifPresent(health -> {
            publisher.send(new MetricSampled("knowledge.index.bytes", health.bytes(), "bytes", Map.of(), now));
            publisher.send(new MetricSampled("knowledge.index.passages", health.passages(), "count", Map.of(), now));
            publisher.send(
                    new MetricSampled("knowledge.documents.outdated", health.outdated(), "count", Map.of(), now));
            publisher.send(new MetricSampled("knowledge.index.orphans", health.orphans(), "count", Map.of(), now));
            Validation validation = health.validation();
            if (validation != null) {
                publisher.send(
                        new MetricSampled("knowledge.index.findings", validation.total(), "count", Map.of(), now));
            }
        });
    }
}
