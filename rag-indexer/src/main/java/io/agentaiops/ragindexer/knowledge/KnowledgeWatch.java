package io.agentaiops.ragindexer.knowledge;

import io.agentaiops.ragindexer.index.IndexRefusal;
import io.agentaiops.ragindexer.index.IndexUnavailable;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.index.PassageIndex.Size;
import io.agentaiops.ragindexer.ingestion.Backlog;
import io.agentaiops.ragindexer.ingestion.DocumentCatalog;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks at the index from time to time: how large it is, what it grows by, what is past its time. */
@ApplicationScoped
public class KnowledgeWatch {

    private static final Logger LOG = Logger.getLogger(KnowledgeWatch.class);
    private static final Duration GROWTH_OVER = Duration.ofDays(7);
    /** From less than that nothing can be told about a day. */
    private static final Duration SHORTEST_GROWTH = Duration.ofHours(3);

    private final PassageIndex index;
    private final DocumentCatalog catalog;
    private final KnowledgeBase knowledge;
    private final EmbeddingValidation validation;
    private final KnowledgeStore store;
    private final KnowledgeMetrics metrics;
    private final Clock clock;

    KnowledgeWatch(
            PassageIndex index,
            DocumentCatalog catalog,
            KnowledgeBase knowledge,
            EmbeddingValidation validation,
            KnowledgeStore store,
            KnowledgeMetrics metrics,
            Clock clock) {
        this.index = index;
        this.catalog = catalog;
        this.knowledge = knowledge;
        this.validation = validation;
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Scheduled(every = "15s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        Backlog backlog = catalog.backlog();
        metrics.show(backlog, knowledge.lag(backlog), (int) knowledge.looks().values().stream()
                .filter(Boolean::booleanValue)
                .count());
        health().ifPresent(health -> {
            metrics.show(health);
            store.add(new Size(health.passages(), health.bytes()), clock.instant());
        });
    }

    /** How the index is now; none while it does not answer. */
    public Optional<KnowledgeHealth> health() {
        try {
            return index.current().map(this::health);
        } catch (IndexUnavailable | IndexRefusal e) {
            LOG.debugf("the index cannot be looked at now: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private KnowledgeHealth health(IndexVersion version) {
        Instant now = clock.instant();
        Size size = index.size(version.name());
        Optional<Validation> last = validation.last();
        OptionalDouble embedded = knowledge.embeddedPerSecond();
        return new KnowledgeHealth(
                size.passages(),
                size.bytes(),
                growth(size, now),
                embedded.isPresent() ? Math.round(embedded.getAsDouble() * 10) / 10.0 : null,
                catalog.outdated(LocalDate.now(clock)).size(),
                last.map(found -> found.count("orphans")).orElse(0),
                last.orElse(null));
    }

    private @Nullable Long growth(Size size, Instant now) {
        return store.firstSince(now.minus(GROWTH_OVER))
                .filter(first -> first.at().plus(SHORTEST_GROWTH).isBefore(now))
                .map(first -> (size.bytes() - first.bytes())
                        * Duration.ofDays(1).toSeconds()
                        / Duration.between(first.at(), now).toSeconds())
                .orElse(null);
    }
}
