package io.agentaiops.ragindexer.embedding;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Counts what is embedded; from the start, so that a missing series means that the service is down. */
@Startup
@ApplicationScoped
class EmbeddingMetrics {

    private final Counter chunks;
    private final Timer batch;
    private final Counter hits;
    private final Counter misses;
    private final Counter split;
    private final Throughput throughput = new Throughput(System::nanoTime);

    EmbeddingMetrics(MeterRegistry registry) {
        this.chunks = registry.counter("aiops.rag.indexer.chunks.embedded");
        this.batch = registry.timer("aiops.rag.indexer.embedding.batch");
        this.hits = registry.counter("aiops.rag.indexer.query.cache", "outcome", "hit");
        this.split = registry.counter("aiops.rag.indexer.embedding.split");
        this.misses = registry.counter("aiops.rag.indexer.query.cache", "outcome", "miss");
        Gauge.builder(
                        "aiops.rag.indexer.embedding.throughput",
                        throughput,
                        each -> each.perSecond().orElse(Double.NaN))
                .description("Passages embedded in a second of work")
                .register(registry);
    }

    /** Embeds that many texts. */
    List<Vector> embed(int texts, Supplier<List<Vector>> work) {
        long start = System.nanoTime();
        throughput.begin();
        int done = 0;
        try {
            List<Vector> vectors = work.get();
            done = texts;
            chunks.increment(texts);
            batch.record(Duration.ofNanos(System.nanoTime() - start));
            return vectors;
        } finally {
            throughput.end(done);
        }
    }

    OptionalDouble perSecond() {
        return throughput.perSecond();
    }

    /** A text was longer than the model reads at once, and is embedded in parts. */
    void split() {
        split.increment();
    }

    void query(boolean cached) {
        (cached ? hits : misses).increment();
    }
}
