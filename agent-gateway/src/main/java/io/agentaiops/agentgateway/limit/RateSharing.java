package io.agentaiops.agentgateway.limit;

import io.agentaiops.eventbus.Ids;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells the other replicas what this one let through, and takes off here what they did. Only callers whose count has
 * changed are written; a replica that serves nobody writes nothing.
 */
@ApplicationScoped
class RateSharing {

    private static final Duration LATELY = Duration.ofSeconds(15);
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final RateBuckets buckets;
    private final RateUseStore store;
    private final Clock clock;
    private final String replica = Ids.next();
    private final Map<String, Long> told = new HashMap<>();
    private final Map<String, Long> heard = new HashMap<>();

    RateSharing(RateBuckets buckets, RateUseStore store, Clock clock) {
        this.buckets = buckets;
        this.store = store;
        this.clock = clock;
    }

    @Scheduled(
            every = "${aiops.limits.share-every:1s}",
            identity = "rate-sharing",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    synchronized void share() {
        Instant now = clock.instant();
        Map<String, Long> passed = buckets.passed();
        told.keySet().retainAll(passed.keySet());
        Map<String, Long> changed = passed.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(told.get(entry.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (!changed.isEmpty()) {
            store.tell(replica, changed, now);
            told.putAll(changed);
        }
        if (!passed.isEmpty()) {
            store.ofOthers(replica, now.minus(LATELY)).forEach(this::hear);
        }
    }

    /** The first count that is heard of a replica may be old: only what comes on top of it is known to be new. */
    private void hear(RateUseStore.Use use) {
        Long before = heard.put(use.caller() + ' ' + use.replica(), use.passed());
        if (before != null) {
            buckets.passedElsewhere(use.caller(), use.passed() - before);
        }
    }

    @Scheduled(every = "5m", identity = "rate-use-clean-up", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    synchronized void forget() {
        store.forget(clock.instant().minus(KEPT));
        heard.clear();
    }
}
