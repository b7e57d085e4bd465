package io.agentaiops.toolrunner.retention;

import io.agentaiops.eventbus.hold.ActivityHold;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Removes calls that ended long ago, a few at a time; each removal is told in its own transaction, for a certificate.
 */
@ApplicationScoped
public class CallPurge {

    private static final Logger LOG = Logger.getLogger(CallPurge.class);
    private static final int AT_ONCE = 500;

    /** By the time of acceptance, which has an index; the end came not long after. */
    private static final String PURGE = """
            with gone as (
                delete from tool_call where call_id in (
                    select call_id from tool_call where accepted_at < :before and completed_at < :before
                    order by accepted_at limit :limit for update skip locked)
                returning completed_at)
            select count(*) as n, coalesce(min(completed_at), :before) as first,
                coalesce(max(completed_at), :before) as last from gone
            """;

    private final Jdbi jdbi;
    private final RetentionConfig config;
    private final ActivityHold hold;
    private final PurgeAnnouncements announcements;
    private final Clock clock;

    CallPurge(Jdbi jdbi, RetentionConfig config, ActivityHold hold, PurgeAnnouncements announcements, Clock clock) {
        this.jdbi = jdbi;
        this.config = config;
        this.hold = hold;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** Not at once after a start: a hold that was set while nobody listened is said again meanwhile. */
    @Scheduled(
            every = "10m",
            delayed = "30m",
            identity = "call-purge",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void purge() {
        long all = 0;
        long last = AT_ONCE;
        while (last == AT_ONCE) {
            last = QuarkusTransaction.requiringNew().call(this::batch);
            all += last;
        }
        if (all > 0) {
            LOG.infof("tool calls beyond their term removed count=%d", all);
        }
    }

    /** How many calls are a day or more beyond their term and under no hold. */
    public long beyondTerm() {
        Instant before = clock.instant().minus(config.keep()).minus(Duration.ofDays(1));
        return hold.stands()
                ? 0
                : jdbi.withHandle(handle -> handle.createQuery(
                                "select count(*) from tool_call where accepted_at < :before and completed_at < :before")
                        .bind("before", before)
                        .mapTo(Long.class)
                        .one());
    }

    private long batch() {
        if (hold.stands()) {
            return 0;
        }
        Instant before = clock.instant().minus(config.keep());
        return jdbi.withHandle(handle -> handle.createQuery(PURGE)
                .bind("before", before)
                .bind("limit", AT_ONCE)
                .map((row, context) -> {
                    long count = row.getLong("n");
                    if (count > 0) {
                        announcements.purged(
                                count,
                                row.getTimestamp("first").toInstant(),
                                row.getTimestamp("last").toInstant());
                    }
                    return count;
                })
                .one());
    }
}
