package io.agentaiops.alertrouter.silence;

import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.timing.WeeklyTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** Silences that come again, in PostgreSQL. */
@ApplicationScoped
class RecurringSilenceStore {

    private final Jdbi jdbi;

    RecurringSilenceStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void add(RecurringSilence silence) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into recurring_silence (id, matchers, weekdays, at, time_zone, lasts_ms, comment, created_by,
                            created_at)
                        values (:id, :matchers, :weekdays, :at, :zone, :lasts, :comment, :createdBy, :createdAt)
                        """)
                .bind("id", silence.id())
                .bind("matchers", silence.matchers().toString())
                .bind(
                        "weekdays",
                        silence.time().weekdays().stream()
                                .sorted()
                                .map(DayOfWeek::name)
                                .collect(Collectors.joining(",")))
                .bind("at", silence.time().at().toString())
                .bind("zone", silence.time().zone().getId())
                .bind("lasts", silence.lasts().toMillis())
                .bind("comment", silence.comment())
                .bind("createdBy", silence.createdBy())
                .bind("createdAt", silence.createdAt().atOffset(ZoneOffset.UTC))
                .execute());
    }

    List<RecurringSilence> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from recurring_silence order by created_at, id")
                .map((row, context) -> silence(row))
                .list());
    }

    boolean delete(UUID id) {
        return jdbi.withHandle(handle -> handle.createUpdate("delete from recurring_silence where id = :id")
                        .bind("id", id)
                        .execute())
                == 1;
    }

    /** Notes that the occurrence has become a silence; false when it had before. */
    boolean claim(UUID id, Instant due, UUID silence) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                insert into recurring_silence_occurrence (recurring_id, due_at, silence_id)
                                values (:id, :due, :silence) on conflict do nothing
                                """)
                        .bind("id", id)
                        .bind("due", due.atOffset(ZoneOffset.UTC))
                        .bind("silence", silence)
                        .execute())
                == 1;
    }

    private static RecurringSilence silence(ResultSet row) throws SQLException {
        return new RecurringSilence(
                row.getObject("id", UUID.class),
                new Matchers(MatcherParser.parse(row.getString("matchers"))),
                new WeeklyTime(
                        Stream.of(row.getString("weekdays").split(",", -1))
                                .filter(day -> !day.isEmpty())
                                .map(DayOfWeek::valueOf)
                                .collect(Collectors.toSet()),
                        LocalTime.parse(row.getString("at")),
                        ZoneId.of(row.getString("time_zone"))),
                Duration.ofMillis(row.getLong("lasts_ms")),
                row.getString("comment"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
