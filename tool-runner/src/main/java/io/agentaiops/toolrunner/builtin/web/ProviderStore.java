package io.agentaiops.toolrunner.builtin.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table {@code web_provider}: configuration and state of the providers, shared by all replicas. */
@ApplicationScoped
class ProviderStore {

    /** The share of the newest canary in the quality. */
    private static final double NEWEST = 0.3;

    private final Jdbi jdbi;

    ProviderStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** All, in their order. */
    List<Provider> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from web_provider order by position, name")
                .map(ProviderStore::map)
                .list());
    }

    Optional<Provider> find(String name) {
        return all().stream().filter(provider -> provider.name().equals(name)).findFirst();
    }

    /** Changes the configuration; the breaker and the limit begin anew. */
    void configure(Provider provider, String changedBy, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            update web_provider set position = :position, enabled = :enabled, url = :url,
                requests_per_minute = :rate, timeout_ms = :timeout, changed_by = :by, changed_at = :now,
                failures = 0, openings = 0, open_until = null, window_used = 0
            where name = :name
            """)
                .bind("name", provider.name())
                .bind("position", provider.position())
                .bind("enabled", provider.enabled())
                .bind("url", provider.url())
                .bind("rate", provider.requestsPerMinute())
                .bind("timeout", provider.timeout().toMillis())
                .bind("by", changedBy)
                .bind("now", now)
                .execute());
    }

    /** Takes one of the questions of this minute; false when all are used up. */
    boolean takeTurn(String name, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
            update web_provider set
                window_used = case when window_start = :minute then window_used + 1 else 1 end,
                window_start = :minute
            where name = :name
              and (window_start is distinct from :minute or window_used < requests_per_minute)
            """)
                        .bind("name", name)
                        .bind("minute", now.truncatedTo(ChronoUnit.MINUTES))
                        .execute()
                == 1);
    }

    /** Of several replicas that want to try a half-open provider, one may; the others see it open for that long. */
    boolean takeTrial(String name, Instant openUntil, Instant triedUntil) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
            update web_provider set open_until = :tried where name = :name and open_until = :until
            """)
                        .bind("name", name)
                        .bind("until", openUntil)
                        .bind("tried", triedUntil)
                        .execute()
                == 1);
    }

    void succeeded(String name, Instant now) {
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                    update web_provider set failures = 0, openings = 0, open_until = null, last_success_at = :now
                    where name = :name
                    """).bind("name", name).bind("now", now).execute());
    }

    void failed(String name, Breaker breaker, String fault, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            update web_provider set failures = :failures, openings = :openings, open_until = :until,
                last_fault = :fault, last_fault_at = :now
            where name = :name
            """)
                .bind("name", name)
                .bind("failures", breaker.failures())
                .bind("openings", breaker.openings())
                .bind("until", breaker.openUntil())
                .bind("fault", fault)
                .bind("now", now)
                .execute());
    }

    /** Claims the canary of a provider for this replica; false when one was asked since {@code before}. */
    boolean claimCanary(String name, Instant before, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
            update web_provider set canary_at = :now
            where name = :name and (canary_at is null or canary_at < :before)
            """)
                        .bind("name", name)
                        .bind("before", before)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    void scored(String name, double score) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            update web_provider
            set quality = coalesce(quality * (1 - :share) + :score * :share, :score)
            where name = :name
            """)
                .bind("name", name)
                .bind("score", score)
                .bind("share", NEWEST)
                .execute());
    }

    private static Provider map(ResultSet row, StatementContext context) throws SQLException {
        double quality = row.getDouble("quality");
        boolean unscored = row.wasNull();
        return new Provider(
                row.getString("name"),
                row.getInt("position"),
                row.getBoolean("enabled"),
                row.getString("url"),
                row.getInt("requests_per_minute"),
                Duration.ofMillis(row.getLong("timeout_ms")),
                new Breaker(row.getInt("failures"), row.getInt("openings"), instant(row, "open_until")),
                row.getString("last_fault"),
                instant(row, "last_fault_at"),
                instant(row, "last_success_at"),
                unscored ? null : quality,
                instant(row, "canary_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
