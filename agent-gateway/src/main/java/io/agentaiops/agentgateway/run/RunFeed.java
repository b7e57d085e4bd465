package io.agentaiops.agentgateway.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes those on this replica who follow a run. Carries nothing: what happened is read from the journal. */
@ApplicationScoped
public class RunFeed {

    /** One follower of one run. */
    public final class Following implements AutoCloseable {

        private final String runId;
        private final Semaphore signals = new Semaphore(0);

        private Following(String runId) {
            this.runId = runId;
        }

        /** Waits until something happened since the last wait, or for that long; says whether something did. */
        public boolean await(Duration limit) throws InterruptedException {
            boolean happened = signals.tryAcquire(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
            signals.drainPermits();
            return happened;
        }

        @Override
        public void close() {
            followers.computeIfPresent(runId, (id, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }

    private final Map<String, Set<Following>> followers = new ConcurrentHashMap<>();

    /** Follows a run until closed. */
    public Following follow(String runId) {
        Following following = new Following(runId);
        followers.compute(runId, (id, all) -> {
            Set<Following> set = all == null ? ConcurrentHashMap.newKeySet() : all;
            set.add(following);
            return set;
        });
        return following;
    }

    /** Something happened to the run. */
    public void signal(String runId) {
        followers.getOrDefault(runId, Set.of()).forEach(following -> following.signals.release());
    }
}
