package io.agentaiops.alertrouter.grouping;

import io.agentaiops.alertrouter.config.ConfigReloaded;
import io.agentaiops.alertrouter.timing.Ticker;
import io.agentaiops.eventbus.AfterCommit;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the groups' timers, which stand in PostgreSQL: woken by every commit that moved one before the time at which it
 * looks by itself, which is that of the next one, and at least once a second for what other replicas left behind.
 */
@ApplicationScoped
class GroupTimer {

    private static final Logger LOG = Logger.getLogger(GroupTimer.class);
    private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofSeconds(1);
    private static final int AT_ONCE = 100;
    private static final int LATE = 3_000;

    private final GroupFlusher flusher;
    private final GroupStore store;
    private final Dispatcher dispatcher;
    private final AfterCommit afterCommit;
    private final Clock clock;
    private volatile @Nullable Ticker ticker;
    private volatile boolean rerouteWanted;

    /** When the timer looks next by itself; while it looks or does not know yet, everything is earlier than that. */
    private volatile Instant looksAt = Instant.MAX;

    GroupTimer(GroupFlusher flusher, GroupStore store, Dispatcher dispatcher, AfterCommit afterCommit, Clock clock) {
        this.flusher = flusher;
        this.store = store;
        this.dispatcher = dispatcher;
        this.afterCommit = afterCommit;
        this.clock = clock;
    }

    /** The configuration may have changed while the service was down. */
    void start(@Observes @Priority(LATE) StartupEvent event) {
        // In the timer's own time: with very many alerts it takes a while, and new ones must not wait for it.
        rerouteWanted = true;
        ticker = Ticker.start("group-timer", this::pause, this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
    }

    /** While the database is away the next rounds try again. */
    void reloaded(@Observes ConfigReloaded event) {
        rerouteWanted = true;
        try {
            reroute();
        } catch (RuntimeException e) {
            LOG.warnf(e, "alerts not brought to their new groups after the reload, will be tried again");
        }
    }

    private void reroute() {
        dispatcher.reroute();
        rerouteWanted = false;
    }

    void scheduled(@Observes GroupsScheduled event) {
        afterCommit.run(() -> {
            Ticker running = ticker;
            if (running != null && event.earliest().isBefore(looksAt)) {
                running.wake();
            }
        });
    }

    private boolean round() {
        looksAt = Instant.MAX;
        if (rerouteWanted) {
            reroute();
        }
        return flusher.flushDue(AT_ONCE) == AT_ONCE;
    }

    /** What commits while this reads the next time still finds {@link Instant#MAX}, and wakes. */
    private Duration pause() {
        looksAt = Instant.MAX;
        Instant now = clock.instant();
        Duration pause = untilNext(now);
        looksAt = now.plus(pause);
        return pause;
    }

    private Duration untilNext(Instant now) {
        Duration untilDue = store.nextDue(dispatcher.routeIds())
                .map(due -> Duration.between(now, due))
                .orElse(LOOK_AT_LEAST_EVERY);
        if (untilDue.compareTo(LOOK_AT_LEAST_EVERY) > 0) {
            return LOOK_AT_LEAST_EVERY;
        }
        // Never zero: a group that is due and held by another replica must not make this one spin.
        return untilDue.compareTo(Duration.ofMillis(5)) < 0 ? Duration.ofMillis(5) : untilDue;
    }
}
