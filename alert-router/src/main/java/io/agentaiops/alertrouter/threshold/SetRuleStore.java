package io.agentaiops.alertrouter.threshold;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Rules that were set over REST, as they were written. */
@ApplicationScoped
class SetRuleStore {

    private final Jdbi jdbi;

    SetRuleStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A rule as it was written. */
    record Written(String alert, String definition) {}

    List<Written> all() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select alert, definition from threshold_rule order by alert")
                        .map((row, context) -> new Written(row.getString(1), row.getString(2)))
                        .list());
    }

    void put(Written rule, String by, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into threshold_rule (alert, definition, updated_by, updated_at)
                        values (:alert, :definition, :by, :at)
                        on conflict (alert) do update set definition = excluded.definition,
                            updated_by = excluded.updated_by, updated_at = excluded.updated_at
                        """)
                .bind("alert", rule.alert())
                .bind("definition", rule.definition())
                .bind("by", by)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute());
    }

    /** False when there is none of that name. */
    boolean delete(String alert) {
        return jdbi.withHandle(handle -> handle.createUpdate("delete from threshold_rule where alert = :alert")
                        .bind("alert", alert)
                        .execute())
                == 1;
    }
}
