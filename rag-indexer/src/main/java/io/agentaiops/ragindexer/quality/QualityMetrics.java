package io.agentaiops.ragindexer.quality;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Shows the last measurement; not a number until there is one. */
@Startup
@ApplicationScoped
class QualityMetrics {

    private static final String NAME = "aiops.rag.indexer.quality";

    private final Map<String, AtomicReference<Double>> figures = Map.of(
            "ndcg10", new AtomicReference<>(Double.NaN),
            "mrr", new AtomicReference<>(Double.NaN),
            "recall10", new AtomicReference<>(Double.NaN),
            "out-of-scope-refused", new AtomicReference<>(Double.NaN),
            "in-scope-refused", new AtomicReference<>(Double.NaN),
            "relevance-floor", new AtomicReference<>(Double.NaN));

    QualityMetrics(MeterRegistry registry) {
        figures.forEach((name, value) -> registry.gauge(
                NAME,
                java.util.List.of(io.micrometer.core.instrument.Tag.of("figure", name)),
                value,
                AtomicReference::get));
    }

    void show(QualityFigures now) {
        set("ndcg10", now.ndcg10());
        set("mrr", now.mrr());
        set("recall10", now.recall10());
        set("out-of-scope-refused", now.refusedOutOfScope());
        set("in-scope-refused", now.refusedInScope());
        set("relevance-floor", now.relevanceFloor().orElse(Double.NaN));
    }

    private void set(String name, double value) {
        AtomicReference<Double> figure = figures.get(name);
        if (figure != null) {
            figure.set(value);
        }
    }
}
