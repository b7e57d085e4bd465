package io.agentaiops.ragindexer.knowledge;

import io.agentaiops.ragindexer.ingestion.Backlog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Shows the state of the knowledge base; not a number until it has been looked at. */
@Startup
@ApplicationScoped
class KnowledgeMetrics {

    private static final String PREFIX = "aiops.rag.indexer.";
    private static final List<String> FINDINGS =
            List.of("orphans", "wrongDimension", "notFinite", "wrongLength", "notReproduced", "incomplete");

    private final AtomicReference<Double> passages = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> bytes = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> growth = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> outdated = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> waiting = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> pending = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> refused = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> troubled = new AtomicReference<>(Double.NaN);
    private final MultiGauge findings;

    KnowledgeMetrics(MeterRegistry registry) {
        gauge(registry, "index.passages", "Passages in the index that is searched", passages);
        gauge(registry, "index.bytes", "Its size on disk", bytes);
        gauge(registry, "index.growth", "Bytes a day, on the average of a week", growth);
        gauge(registry, "documents.outdated", "Documents past their review date", outdated);
        gauge(registry, "documents.pending", "Changes that cannot be found yet", pending);
        gauge(registry, "documents.refused", "Documents refused in their newest version", refused);
        gauge(registry, "folders.troubled", "Folders that cannot be read, or are suddenly empty", troubled);
        gauge(registry, "freshness.waiting", "Seconds that the longest waiting change waits", waiting);
        this.findings = MultiGauge.builder(PREFIX + "validation.findings")
                .description("What the last validation of all vectors found wrong")
                .register(registry);
        show(finding -> Double.NaN);
    }

    private void show(ToDoubleFunction<String> counts) {
        Stream<Row<?>> rows = FINDINGS.stream()
                .map(finding -> Row.of(Tags.of("finding", finding), (Number) counts.applyAsDouble(finding)));
        findings.register(rows.toList(), true);
    }

    private static void gauge(MeterRegistry registry, String name, String description, AtomicReference<Double> value) {
        io.micrometer.core.instrument.Gauge.builder(PREFIX + name, value, AtomicReference::get)
                .description(description)
                .register(registry);
    }

    void show(Backlog backlog, Duration lag, int troubledFolders) {
        troubled.set((double) troubledFolders);
        pending.set((double) backlog.pending());
        refused.set((double) backlog.failed());
        waiting.set(lag.toMillis() / 1000.0);
    }

    void show(KnowledgeHealth health) {
        passages.set((double) health.passages());
        bytes.set((double) health.bytes());
        Long perDay = health.bytesPerDay();
        growth.set(perDay == null ? Double.NaN : perDay.doubleValue());
        outdated.set((double) health.outdated());
        Validation validation = health.validation();
        if (validation != null) {
            show(validation::count);
        }
    }
}
