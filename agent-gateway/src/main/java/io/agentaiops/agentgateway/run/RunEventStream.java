package io.agentaiops.agentgateway.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/**
 * Plays the journal of a run to one follower: first what it missed, then live until the run has ended or the follower
 * has gone. Blocks; call it on a virtual thread.
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

    private static final int PAGE = 200;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private final RunJournal journal;
    private final RunFeed feed;
    private final RunStore runs;

    RunEventStream(RunJournal journal, RunFeed feed, RunStore runs) {
        this.journal = journal;
        this.feed = feed;
        this.runs = runs;
    }

    /** Plays the events after that number. */
    public void play(String runId, long after, Follower follower) {
        try (follower;
                RunFeed.Following following = feed.follow(runId)) {
            long last = after;
            while (follower.isThere()) {
                // Read before the events: whoever has ended has all its events stored.
                boolean ended = runs.find(runId).map(Run::hasEnded).orElse(true);
                List<RunEvent> events = journal.after(runId, last, PAGE);
                for (RunEvent event : events) {
                    follower.take(event);
                    last = event.sequence();
                }
                if (events.size() < PAGE && ended) {
                    return;
                }
                if (events.size() < PAGE && !following.await(KEEP_ALIVE)) {
                    follower.idle();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
