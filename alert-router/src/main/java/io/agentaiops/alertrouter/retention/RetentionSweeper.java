package io.agentaiops.alertrouter.retention;

import io.agentaiops.alertrouter.timing.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Deletes what is over for long enough, in portions that hold up nobody; two replicas do not wait for each other. */
@ApplicationScoped
class RetentionSweeper {

    private static final String DELETED = "aiops.alert.router.retention.deleted";
    private static final int LATE = 3_500;
    private static final int PORTION = 2_000;

    /**
     * One kind of rows.
     *
     * @param table the table; its key is {@code ctid} here, for only this statement needs it
     * @param over which of them are over before {@code :before}
     * @param kept for how long
     */
    private record Rule(String table, String over, Duration kept) {

        String sql() {
            return "delete from " + table + " where ctid = any(array(select ctid from " + table + " where " + over
                    + " limit " + PORTION + " for update skip locked))";
        }
    }

    private final Jdbi jdbi;
    private final RetentionConfig config;
    private final MeterRegistry metrics;
    private final Clock clock;
    private volatile @Nullable Ticker ticker;

    RetentionSweeper(Jdbi jdbi, RetentionConfig config, MeterRegistry metrics, Clock clock) {
        this.jdbi = jdbi;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    void start(@Observes @Priority(LATE) StartupEvent event) {
        ticker = Ticker.start("retention", config.sweepEvery(), this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
    }

    private List<Rule> rules() {
        return List.of(
                new Rule(
                        "notification",
                        "state in ('delivered', 'dead') and created_at < :before",
                        config.notifications()),
                new Rule("alert", "state = 'resolved' and updated_at < :before", config.alerts()),
                new Rule("silence", "ends_at < :before", config.silences()),
                new Rule("recurring_silence_occurrence", "due_at < :before", config.silences()),
                new Rule("incident", "closed_at < :before", config.incidents()),
                new Rule("fire_drill", "state <> 'running' and due_at < :before", config.incidents()));
    }

    private boolean round() {
        boolean more = false;
        for (Rule rule : rules()) {
            int deleted = QuarkusTransaction.requiringNew().call(() -> delete(rule));
            metrics.counter(DELETED, "table", rule.table()).increment(deleted);
            more |= deleted == PORTION;
        }
        return more;
    }

    private int delete(Rule rule) {
        return jdbi.withHandle(handle -> handle.createUpdate(rule.sql())
                .bind("before", clock.instant().minus(rule.kept()).atOffset(ZoneOffset.UTC))
                .execute());
    }
}
