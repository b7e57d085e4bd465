package io.agentaiops.agentgateway.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Plays the journal of a run to one follower: first what it missed, then live until the run has ended or the follower
 * has gone. Blocks; call it on a virtual thread. At most one page of events is in memory for a follower: one that reads
 * slowly holds up nobody but itself.
 */
@ApplicationScoped
public class RunEventStream {

    /** Somebody who follows. */
    public interface Follower extends AutoCloseable {

        /** Whether anybody still listens. */
        boolean isThere();

        /** Takes the next event; blocks until it is on its way. */
        void take(RunEvent event);

        /** Nothing happened for a while; keeps the connection alive. */
        void idle();

        @Override
        void close();
    }

    private static final int PAGE = 100;

    private final RunJournal journal;
    private final RunFeed feed;
    private final RunConfig config;
    private final RunMetrics metrics;

    RunEventStream(RunJournal journal, RunFeed feed, RunConfig config, RunMetrics metrics) {
        this.journal = journal;
        this.feed = feed;
        this.config = config;
        this.metrics = metrics;
    }

    /** Plays the events after that number. */
    public void play(String runId, long after, Follower follower) {
        metrics.followers(1);
        try (follower;
                RunFeed.Following following = feed.follow(runId)) {
            long last = after;
            while (follower.isThere()) {
                RunJournal.Page page = journal.after(runId, last, PAGE);
                for (RunEvent event : page.events()) {
                    follower.take(event);
                    last = event.sequence();
                }
                List<RunEvent> passed = following.passed();
                if (!page.over()) {
                    // Of a run that has ended nothing passes by any more: its last event is the last that is told.
                    passed.forEach(follower::take);
                }
                boolean caughtUp = page.events().size() < PAGE;
                if (caughtUp && page.over()) {
                    return;
                }
                if (caughtUp && !following.await(config.keepAlive())) {
                    follower.idle();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            metrics.followers(-1);
        }
    }
}
