package io.agentaiops.alertrouter.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What was changed here in the last day: a first place to look when something fires. */
@ApplicationScoped
public class RecentChanges {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final int AT_ONCE = 20;

    private final Jdbi jdbi;
    private final Clock clock;

    RecentChanges(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** A change: when, what, and by whom. */
    public record Change(Instant at, String what, String actor) {}

    /** Notes a change of now. */
    @Transactional
    public void note(String what, String actor) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbi.useHandle(handle -> {
            handle.execute("delete from recent_change where at < ?", now.minus(KEPT));
            handle.execute("insert into recent_change (at, what, actor) values (?, ?, ?)", now, what, actor);
        });
    }

    /** The last ones since then, the newest first. */
    public List<Change> since(Instant instant) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select at, what, actor from recent_change where at >= :since order by seq desc limit :limit")
                .bind("since", instant.atOffset(ZoneOffset.UTC))
                .bind("limit", AT_ONCE)
                .map((row, context) -> new Change(
                        row.getObject(1, OffsetDateTime.class).toInstant(), row.getString(2), row.getString(3)))
                .list());
    }
}
