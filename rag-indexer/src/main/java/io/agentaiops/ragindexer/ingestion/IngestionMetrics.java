package io.agentaiops.ragindexer.ingestion;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Counts documents and measures how fresh the index is. */
@Startup
@ApplicationScoped
class IngestionMetrics {

    private final Timer lag;
    private final Counter indexed;
    private final Counter failed;
    private final Counter removed;

    IngestionMetrics(MeterRegistry registry) {
        this.lag = Timer.builder("aiops.rag.indexer.freshness.lag")
                .description("From a change to being searchable")
                .publishPercentileHistogram()
                .register(registry);
        this.indexed = registry.counter("aiops.rag.indexer.documents", "outcome", "indexed");
        this.failed = registry.counter("aiops.rag.indexer.documents", "outcome", "failed");
        this.removed = registry.counter("aiops.rag.indexer.documents", "outcome", "removed");
    }

    void indexed(Duration took) {
        indexed.increment();
        lag.record(took);
    }

    void failed() {
        failed.increment();
    }

    void removed() {
        removed.increment();
    }
}
