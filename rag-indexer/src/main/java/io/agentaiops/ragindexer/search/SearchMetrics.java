package io.agentaiops.ragindexer.search;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Measures searches. */
@Startup
@ApplicationScoped
class SearchMetrics {

    private final Map<SearchMode, Timer> latency = new EnumMap<>(SearchMode.class);
    private final Counter degraded;
    private final Counter irrelevant;

    SearchMetrics(MeterRegistry registry) {
        for (SearchMode mode : SearchMode.values()) {
            latency.put(
                    mode,
                    Timer.builder("aiops.rag.indexer.search.latency")
                            .tag("mode", mode.name().toLowerCase(Locale.ROOT))
                            .publishPercentileHistogram()
                            .register(registry));
        }
        this.degraded = registry.counter("aiops.rag.indexer.search.degraded");
        this.irrelevant = registry.counter("aiops.rag.indexer.search.irrelevant");
    }

    void searched(SearchAnswer answer, Duration took) {
        Timer timer = latency.get(answer.mode());
        if (timer != null) {
            timer.record(took);
        }
        if (answer.degraded() != null) {
            degraded.increment();
        }
        if (!answer.relevant()) {
            irrelevant.increment();
        }
    }
}
