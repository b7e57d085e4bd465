package io.agentaiops.agentgateway.session;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.hold.ActivityHold;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;

/** Removes sessions that were abandoned, a few at a time, and counts those that are there. */
@ApplicationScoped
class SessionCleanUp {

    private static final int AT_ONCE = 200;

    private final SessionStore store;
    private final Sessions sessions;
    private final SessionConfig config;
    private final ActivityHold hold;
    private final PurgeAnnouncements announcements;
    private final Audit audit;
    private final MeterRegistry registry;
    private final Clock clock;
    private volatile SessionCounts counts = new SessionCounts(0, 0, 0, 0);

    SessionCleanUp(
            SessionStore store,
            Sessions sessions,
            SessionConfig config,
            ActivityHold hold,
            PurgeAnnouncements announcements,
            Audit audit,
            MeterRegistry registry,
            Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.config = config;
        this.hold = hold;
        this.announcements = announcements;
        this.audit = audit;
        this.registry = registry;
        this.clock = clock;
        gauge("active", SessionCounts::active);
        gauge("expired", SessionCounts::expired);
        gauge("idle", all -> all.total() - all.active() - all.expired());
    }

    private void gauge(String state, ToLongFunction<SessionCounts> count) {
        Gauge.builder("aiops.agent-gateway.sessions", () -> count.applyAsLong(counts))
                .description("Sessions that are stored")
                .tag("state", state)
                .register(registry);
    }

    @Scheduled(every = "15s", identity = "session-count", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void count() {
        counts = sessions.counts();
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            identity = "session-clean-up",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void cleanUp() {
        Instant now = clock.instant();
        remove(
                "empty",
                () -> store.deleteEmpty(now.minus(config.keepEmpty()), AT_ONCE).count());
        remove("left", () -> purge(now.minus(config.keep())));
    }

    /** Removes and tells of it in one transaction: nothing goes without its certificate. */
    private int purge(Instant before) {
        if (hold.stands()) {
            return 0;
        }
        SessionStore.Removed removed = store.deleteLeft(before, AT_ONCE);
        if (removed.count() > 0) {
            announcements.purged(removed.count(), removed.first(), removed.last());
        }
        return removed.count();
    }

    private void remove(String why, IntSupplier batch) {
        int removed = 0;
        int last = AT_ONCE;
        while (last == AT_ONCE) {
            last = QuarkusTransaction.requiringNew().call(batch::getAsInt);
            removed += last;
        }
        if (removed > 0) {
            tell(why, removed);
        }
    }

    private void tell(String why, int removed) {
        registry.counter("aiops.agent-gateway.sessions.removed", "reason", why).increment(removed);
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        "agent-gateway",
                        "session.clean-up",
                        "sessions",
                        "succeeded",
                        Map.of("reason", why, "removed", Integer.toString(removed))));
    }
}
