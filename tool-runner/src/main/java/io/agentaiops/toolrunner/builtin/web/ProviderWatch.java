package io.agentaiops.toolrunner.builtin.web;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Asks each provider questions with known answers, one replica at a time, and shows how they stand. */
@ApplicationScoped
class ProviderWatch {

    private static final Logger LOG = Logger.getLogger(ProviderWatch.class);

    /**
     * What came of a canary.
     *
     * @param passed whether the expected page was among the results
     * @param score 1 for the first place, 1/2 for the second, and so on; 0 for none
     * @param summary in words
     */
    record Check(boolean passed, double score, String summary) {}

    private final ProviderStore store;
    private final WebSearch search;
    private final ResultCache cache;
    private final WebMetrics metrics;
    private final WebConfig config;
    private final List<Canary> canaries;
    private final Clock clock;

    ProviderWatch(
            ProviderStore store,
            WebSearch search,
            ResultCache cache,
            WebMetrics metrics,
            WebConfig config,
            Clock clock) {
        this.store = store;
        this.search = search;
        this.cache = cache;
        this.metrics = metrics;
        this.config = config;
        this.canaries = config.canaries().stream().map(Canary::of).toList();
        this.clock = clock;
    }

    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void watch() {
        Instant now = clock.instant();
        for (Provider provider : store.all()) {
            if (provider.configured() && store.claimCanary(provider.name(), now.minus(config.canaryInterval()), now)) {
                Check check = check(provider);
                LOG.infof(
                        "search provider tried: provider=%s passed=%s %s",
                        provider.name(), check.passed(), check.summary());
            }
        }
        cache.prune();
        metrics.show(store.all());
    }

    /** Asks a provider the canary whose turn it is. */
    Check check(Provider provider) {
        Canary canary =
                canaries.get((int) Math.floorMod(clock.instant().getEpochSecond() / 60, (long) canaries.size()));
        try {
            List<SearchHit> hits = search.ask(provider, canary.question(), provider.timeout());
            double score = canary.score(hits);
            store.scored(provider.name(), score);
            return new Check(
                    score > 0,
                    score,
                    "'%s' has %s %s among %d results (score %.2f)"
                            .formatted(
                                    canary.question(),
                                    canary.host(),
                                    score > 0 ? "at place " + Math.round(1 / score) : "not",
                                    hits.size(),
                                    score));
        } catch (ProviderFault e) {
            store.scored(provider.name(), 0);
            return new Check(false, 0, e.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + e.reason());
        }
    }
}
