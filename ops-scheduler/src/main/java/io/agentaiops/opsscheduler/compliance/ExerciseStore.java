package io.agentaiops.opsscheduler.compliance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Exercises and recoveries: planned, held, with what was measured and learned. */
@ApplicationScoped
class ExerciseStore {

    /**
     * One of them.
     *
     * @param kind such as {@code failover}, {@code recovery} or {@code team}
     * @param state planned, held or cancelled
     * @param measurements figures, such as seconds of outage
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Exercise(
            UUID id,
            String kind,
            String title,
            String state,
            @Nullable Instant scheduledFor,
            @Nullable Instant heldAt,
            String ledBy,
            List<String> attendees,
            String outcome,
            String lessons,
            Map<String, Object> measurements,
            String recordedBy,
            Instant recordedAt) {
        Exercise {
            attendees = List.copyOf(attendees);
            measurements = Map.copyOf(measurements);
        }
    }

    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};
    private static final String PUT = """
            insert into exercise (id, kind, title, state, scheduled_for, held_at, led_by, outcome, lessons,
                measurements, recorded_by, recorded_at)
            values (:id, :kind, :title, :state, :scheduledFor, :heldAt, :ledBy, :outcome, :lessons,
                cast(:measurements as jsonb), :recordedBy, :recordedAt)
            on conflict (id) do update set title = excluded.title, state = excluded.state,
                scheduled_for = excluded.scheduled_for, held_at = excluded.held_at, led_by = excluded.led_by,
                outcome = excluded.outcome, lessons = excluded.lessons, measurements = excluded.measurements,
                recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at""";
    private static final String SELECT = """
            select e.*, array(select person from exercise_attendee a where a.exercise_id = e.id order by person) as people
            from exercise e""";

    private static final String REMIND = """
            update exercise set reminded_at = :now
            where state = 'planned' and scheduled_for <= :until and reminded_at is null""";
    private static final String FORGET = """
            update exercise set reminded_at = cast(:now as timestamptz)
            where reminded_at is not null and (state <> 'planned' or scheduled_for is null or scheduled_for > :until)""";

    private final Jdbi jdbi;
    private final ObjectMapper json;

    ExerciseStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** Keeps it in the place of what was known of it; within the caller's transaction. */
    void put(Exercise exercise) {
        jdbi.useHandle(handle -> {
            handle.createUpdate(PUT)
                    .bind("id", exercise.id())
                    .bind("kind", exercise.kind())
                    .bind("title", exercise.title())
                    .bind("state", exercise.state())
                    .bind("scheduledFor", exercise.scheduledFor())
                    .bind("heldAt", exercise.heldAt())
                    .bind("ledBy", exercise.ledBy())
                    .bind("outcome", exercise.outcome())
                    .bind("lessons", exercise.lessons())
                    .bind("measurements", text(exercise.measurements()))
                    .bind("recordedBy", exercise.recordedBy())
                    .bind("recordedAt", exercise.recordedAt())
                    .execute();
            handle.createUpdate("delete from exercise_attendee where exercise_id = :id")
                    .bind("id", exercise.id())
                    .execute();
            handle.createUpdate("""
                            insert into exercise_attendee (exercise_id, person)
                            select distinct cast(:id as uuid), person from unnest(cast(:people as text[])) as person""")
                    .bind("id", exercise.id())
                    .bindArray("people", String.class, exercise.attendees())
                    .execute();
        });
    }

    Optional<Exercise> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " where e.id = :id")
                .bind("id", id)
                .map((row, context) -> exercise(row))
                .findOne());
    }

    /** What was held, newest first; before it what is planned. */
    List<Exercise> list(@Nullable String kind, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + """
                         where cast(:kind as text) is null or e.kind = :kind
                        order by coalesce(e.held_at, e.scheduled_for) desc nulls first, e.id desc limit :limit""")
                .bind("kind", kind)
                .bind("limit", limit)
                .map((row, context) -> exercise(row))
                .list());
    }

    /** Those planned until then that nobody was reminded of; they are from now on. Within the caller's transaction. */
    List<Exercise> toRemind(Instant until, Instant now) {
        return claimed(REMIND, until, now);
    }

    /**
     * Those that somebody was reminded of and that are no longer to come until then; within the caller's transaction.
     */
    List<Exercise> remindedInVain(Instant until) {
        return claimed(FORGET, until, null);
    }

    private List<Exercise> claimed(String update, Instant until, @Nullable Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "with e as (" + update + " returning *) select e.*, array(select person"
                                + " from exercise_attendee a where a.exercise_id = e.id order by person) as people from e")
                .bind("until", until)
                .bind("now", now)
                .map((row, context) -> exercise(row))
                .list());
    }

    private Exercise exercise(ResultSet row) throws SQLException {
        try {
            return new Exercise(
                    row.getObject("id", UUID.class),
                    row.getString("kind"),
                    row.getString("title"),
                    row.getString("state"),
                    instant(row, "scheduled_for"),
                    instant(row, "held_at"),
                    row.getString("led_by"),
                    Arrays.asList((String[]) row.getArray("people").getArray()),
                    row.getString("outcome"),
                    row.getString("lessons"),
                    json.readValue(row.getString("measurements"), VALUES),
                    row.getString("recorded_by"),
                    row.getTimestamp("recorded_at").toInstant());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(Map<String, Object> values) {
        try {
            return json.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
