package io.agentaiops.toolrunner.builtin.web;

import io.agentaiops.toolrunner.builtin.web.ProviderFault.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Asks the providers in their order until one answers, and keeps account of how each fares. */
@ApplicationScoped
class WebSearch {

    /** How long a trial of a half-open provider keeps the other replicas from trying it too. */
    private static final Duration TRIAL = Duration.ofSeconds(30);

    /**
     * What came of a search.
     *
     * @param hits best first
     * @param provider who answered; empty when nobody did
     * @param passedOver why others did not, in words for people
     * @param faulty whether one of them failed; the administrator's own switches and limits are no faults
     */
    record Found(List<SearchHit> hits, String provider, List<String> passedOver, boolean faulty) {

        /** Whether somebody answered, if only that there is nothing. */
        boolean answered() {
            return !provider.isEmpty();
        }
    }

    private final ProviderStore store;
    private final SearchProviders kinds;
    private final WebMetrics metrics;
    private final Clock clock;

    WebSearch(ProviderStore store, SearchProviders kinds, WebMetrics metrics, Clock clock) {
        this.store = store;
        this.kinds = kinds;
        this.metrics = metrics;
        this.clock = clock;
    }

    Found search(String query, Duration timeout) {
        Instant end = clock.instant().plus(timeout);
        List<String> passedOver = new ArrayList<>();
        boolean faulty = false;
        for (Provider provider : store.all()) {
            if (!provider.configured()) {
                passedOver.add(provider.name() + (provider.enabled() ? " has no address" : " is switched off"));
                continue;
            }
            try {
                List<SearchHit> hits = ask(provider, query, Duration.between(clock.instant(), end));
                return new Found(hits, provider.name(), passedOver, faulty);
            } catch (ProviderFault e) {
                passedOver.add(provider.name() + ": " + e.reason());
                faulty |= e.kind() != Kind.OWN_LIMIT;
            }
        }
        return new Found(List.of(), "", passedOver, faulty);
    }

    /** Asks one provider, unless its breaker or its limit stands against it. */
    List<SearchHit> ask(Provider provider, String query, Duration left) throws ProviderFault {
        Instant now = clock.instant();
        requireWay(provider, now);
        Duration timeout = left.compareTo(provider.timeout()) < 0 ? left : provider.timeout();
        if (!timeout.isPositive()) {
            throw new ProviderFault(Kind.TIMED_OUT, "no time was left to ask it");
        }
        SearchProvider kind = kinds.find(provider.name())
                .orElseThrow(() -> new IllegalStateException("no code knows the provider " + provider.name()));
        try {
            List<SearchHit> hits = kind.search(URI.create(provider.url()), query, timeout);
            store.succeeded(provider.name(), clock.instant());
            metrics.answered(provider.name());
            return hits;
        } catch (ProviderFault e) {
            Instant at = clock.instant();
            store.failed(provider.name(), provider.breaker().failed(e, at), e.reason(), at);
            metrics.failed(provider.name(), e.kind().label());
            throw e;
        }
    }

    private void requireWay(Provider provider, Instant now) throws ProviderFault {
        Instant until = provider.breaker().openUntil();
        if (until != null && now.isBefore(until)) {
            metrics.spared(provider.name());
            throw new ProviderFault(
                    Kind.UNREACHABLE,
                    "not asked before " + until.truncatedTo(ChronoUnit.SECONDS) + ", because " + provider.lastFault());
        }
        if (until != null && !store.takeTrial(provider.name(), until, now.plus(TRIAL))) {
            throw new ProviderFault(Kind.UNREACHABLE, "it is being tried by another call right now");
        }
        if (!store.takeTurn(provider.name(), now)) {
            metrics.spared(provider.name());
            throw new ProviderFault(
                    Kind.OWN_LIMIT, "its limit of " + provider.requestsPerMinute() + " questions a minute is used up");
        }
    }
}
