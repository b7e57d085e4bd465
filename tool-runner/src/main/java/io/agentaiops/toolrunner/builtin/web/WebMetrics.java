package io.agentaiops.toolrunner.builtin.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Counts searches by provider and outcome, and shows how the providers stand. */
@ApplicationScoped
class WebMetrics {

    private static final List<String> PROVIDERS = List.of(DuckDuckGoProvider.NAME, SearxngProvider.NAME);
    private static final String SEARCHES = "aiops.tool.runner.web.searches";

    private final MeterRegistry meters;
    private final MultiGauge open;
    private final MultiGauge quality;

    WebMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.open = MultiGauge.builder("aiops.tool.runner.web.provider.open")
                .description("1 while a provider is not asked because it failed")
                .register(meters);
        this.quality = MultiGauge.builder("aiops.tool.runner.web.provider.quality")
                .description("0 to 1: how high the expected page stands in the answers to canary questions")
                .register(meters);
        for (String provider : PROVIDERS) {
            count(provider, "answered", 0);
            count(provider, "spared", 0);
            for (ProviderFault.Kind kind : ProviderFault.Kind.values()) {
                count(provider, kind.label(), 0);
            }
        }
        count("cache", "answered", 0);
    }

    void answered(String provider) {
        count(provider, "answered", 1);
    }

    void failed(String provider, String fault) {
        count(provider, fault, 1);
    }

    /** Not asked: its breaker is open, or its limit is reached. */
    void spared(String provider) {
        count(provider, "spared", 1);
    }

    void answeredFromCache() {
        count("cache", "answered", 1);
    }

    /** How they stand now. */
    void show(List<Provider> providers) {
        List<Row<?>> opens = new ArrayList<>();
        List<Row<?>> qualities = new ArrayList<>();
        for (Provider provider : providers) {
            Tags tags = Tags.of("provider", provider.name());
            opens.add(Row.of(tags, provider.breaker().openUntil() == null ? 0 : 1));
            Double score = provider.quality();
            if (score != null) {
                qualities.add(Row.of(tags, score));
            }
        }
        open.register(opens, true);
        quality.register(qualities, true);
    }

    private void count(String provider, String outcome, int amount) {
        meters.counter(SEARCHES, "provider", provider, "outcome", outcome).increment(amount);
    }
}
