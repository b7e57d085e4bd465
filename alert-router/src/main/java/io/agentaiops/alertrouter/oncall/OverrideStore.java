package io.agentaiops.alertrouter.oncall;

import io.agentaiops.alertrouter.oncall.Schedule.StandIn;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Who stands in for whom, in PostgreSQL. */
@ApplicationScoped
class OverrideStore {

    private final Jdbi jdbi;

    OverrideStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A stand-in with its id. */
    record Row(UUID id, String schedule, StandIn standIn) {}

    void add(Row row, String by) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into on_call_override (id, schedule, person, starts_at, ends_at, created_by, created_at)
                        values (:id, :schedule, :person, :from, :to, :by, :at)
                        """)
                .bind("id", row.id())
                .bind("schedule", row.schedule())
                .bind("person", row.standIn().person())
                .bind("from", row.standIn().from().atOffset(ZoneOffset.UTC))
                .bind("to", row.standIn().to().atOffset(ZoneOffset.UTC))
                .bind("by", by)
                .bind("at", row.standIn().createdAt().atOffset(ZoneOffset.UTC))
                .execute());
    }

    boolean delete(UUID id) {
        return jdbi.withHandle(handle -> handle.createUpdate("delete from on_call_override where id = :id")
                        .bind("id", id)
                        .execute())
                == 1;
    }

    /** Those of a schedule that touch the time. */
    List<Row> between(String schedule, Instant from, Instant to) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from on_call_override
                        where schedule = :schedule and starts_at < :to and ends_at > :from order by created_at
                        """)
                .bind("schedule", schedule)
                .bind("from", from.atOffset(ZoneOffset.UTC))
                .bind("to", to.atOffset(ZoneOffset.UTC))
                .map((row, context) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getString("schedule"),
                        new StandIn(
                                row.getString("person"),
                                instant(row, "starts_at"),
                                instant(row, "ends_at"),
                                instant(row, "created_at"))))
                .list());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
