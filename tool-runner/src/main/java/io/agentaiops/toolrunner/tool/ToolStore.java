package io.agentaiops.toolrunner.tool;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Which tools are switched off; a tool that was never switched is on. */
@ApplicationScoped
class ToolStore {

    private final Jdbi jdbi;

    ToolStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What is to be said after "switched off": since when and why, where it failed; empty when it is on. */
    Optional<String> whyOff(String name) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            select t.enabled, c.broken_since, c.broken_reason
            from (select cast(:name as text) as name) wanted
                left join tool t on t.name = wanted.name left join tool_condition c on c.tool = wanted.name
            """)
                .bind("name", name)
                .map((row, context) -> why(row))
                .one());
    }

    private static Optional<String> why(ResultSet row) throws SQLException {
        boolean off = !row.getBoolean("enabled") && !row.wasNull();
        Timestamp since = row.getTimestamp("broken_since");
        if (off || since == null) {
            return off ? Optional.of("") : Optional.empty();
        }
        return Optional.of(
                " since " + since.toInstant() + ", until its self-test passes: " + row.getString("broken_reason"));
    }

    void enable(String name, boolean enabled, String changedBy, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into tool (name, enabled, changed_by, changed_at) values (:name, :enabled, :by, :at)
                        on conflict (name) do update
                        set enabled = excluded.enabled, changed_by = excluded.changed_by, changed_at = excluded.changed_at
                        """)
                .bind("name", name)
                .bind("enabled", enabled)
                .bind("by", changedBy)
                .bind("at", at)
                .execute());
    }
}
