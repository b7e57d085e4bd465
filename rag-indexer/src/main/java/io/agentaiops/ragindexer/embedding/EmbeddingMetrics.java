package io.agentaiops.ragindexer.embedding;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Counts what is embedded; from the start, so that a missing series means that the service is down. */
@Startup
@ApplicationScoped
class EmbeddingMetrics {

    private final Counter chunks;
    private final Timer batch;
    private final Counter hits;
    private final Counter misses;

    EmbeddingMetrics(MeterRegistry registry) {
        this.chunks = registry.counter("aiops.rag.indexer.chunks.embedded");
        this.batch = registry.timer("aiops.rag.indexer.embedding.batch");
        this.hits = registry.counter("aiops.rag.indexer.query.cache", "outcome", "hit");
        this.misses = registry.counter("aiops.rag.indexer.query.cache", "outcome", "miss");
    }

    void embedded(int texts, Duration took) {
        chunks.increment(texts);
        batch.record(took);
    }

    void query(boolean cached) {
        (cached ? hits : misses).increment();
    }
}
