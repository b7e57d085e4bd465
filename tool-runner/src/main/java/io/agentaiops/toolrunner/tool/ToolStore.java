package io.agentaiops.toolrunner.tool;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** Which tools are switched off; a tool that was never switched is on. */
@ApplicationScoped
class ToolStore {

    private final Jdbi jdbi;

    ToolStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    boolean enabled(String name) {
        return jdbi.withHandle(handle -> handle.createQuery("select enabled from tool where name = :name")
                .bind("name", name)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(true));
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
