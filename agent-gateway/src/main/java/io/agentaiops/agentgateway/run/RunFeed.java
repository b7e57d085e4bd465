package io.agentaiops.agentgateway.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes those on this replica who follow a run. What happened is read from the journal; only what passes by, such as the
 * output of a running tool, comes this way, and is missed by who does not keep up.
 */
@ApplicationScoped
public class RunFeed {

    private static final int PASSING = 64;

    /** One follower of one run. */
    public final class Following implements AutoCloseable {

        private final String runId;
        private final Semaphore signals = new Semaphore(0);
        private final BlockingQueue<RunEvent> passing = new ArrayBlockingQueue<>(PASSING);

        private Following(String runId) {
            this.runId = runId;
        }

        /** Waits until something happened since the last wait, or for that long; says whether something did. */
        public boolean await(Duration limit) throws InterruptedException {
            boolean happened = signals.tryAcquire(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
            signals.drainPermits();
            return happened;
        }

        /** What passed by since the last time. */
        List<RunEvent> passed() {
            List<RunEvent> events = new ArrayList<>();
            passing.drainTo(events);
            return events;
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

    /** Something passed by that is told to those who follow now, and kept nowhere. */
    public void pass(String runId, RunEvent event) {
        for (Following following : followers.getOrDefault(runId, Set.of())) {
            if (following.passing.offer(event)) {
                following.signals.release();
            }
        }
    }
}
