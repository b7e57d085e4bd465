package io.agentaiops.ragindexer.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.ragindexer.ingestion.Backlog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnowledgeMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KnowledgeMetrics metrics = new KnowledgeMetrics(registry);

    @Test
    void whatHasNotBeenLookedAtIsNotANumber() {
        assertThat(gauge("index.passages")).isNaN();
        assertThat(gauge("freshness.waiting")).isNaN();
    }

    @Test
    void sizeGrowthAndFindingsAreShown() {
        Validation validation =
                new Validation(Instant.EPOCH, "knowledge-v3-1", 100, 10, Map.of("orphans", 3), Map.of());

        metrics.show(new KnowledgeHealth(100, 5_000, 700L, 80.0, 2, 3, validation));
        metrics.show(new Backlog(10, 7, 2, 1, 100, Instant.EPOCH, null, null), Duration.ofMillis(1500), 1);

        assertThat(gauge("index.passages")).isEqualTo(100);
        assertThat(gauge("folders.troubled")).isEqualTo(1);
        assertThat(gauge("index.bytes")).isEqualTo(5_000);
        assertThat(gauge("index.growth")).isEqualTo(700);
        assertThat(gauge("documents.outdated")).isEqualTo(2);
        assertThat(gauge("documents.pending")).isEqualTo(2);
        assertThat(gauge("documents.refused")).isEqualTo(1);
        assertThat(gauge("freshness.waiting")).isEqualTo(1.5);
        assertThat(registry.get("aiops.rag.indexer.validation.findings")
                        .tag("finding", "orphans")
                        .gauge()
                        .value())
                .isEqualTo(3);
        assertThat(registry.get("aiops.rag.indexer.validation.findings")
                        .tag("finding", "notFinite")
                        .gauge()
                        .value())
                .isZero();
    }

    private double gauge(String name) {
        return registry.get("aiops.rag.indexer." + name).gauge().value();
    }
}
