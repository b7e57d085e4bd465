package io.agentaiops.agentgateway.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.crypto.ConversationCipher;
import io.agentaiops.eventbus.AfterCommit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/**
 * The events of each run in their order, encrypted. They are stored before anybody hears them, so that a follower can
 * leave and come back, to any replica, and miss nothing.
 */
@ApplicationScoped
public class RunJournal {

    /** Some events of a run, and whether the run had ended when they were read: then no more tell of its answer. */
    record Page(List<RunEvent> events, boolean over) {
        Page {
            events = List.copyOf(events);
        }
    }

    /** An event to be told. */
    public record Entry(String name, Object data) {}

    /** The lock of the run's row settles the number; a writer that names its lease writes only while it holds it. */
    private static final String ADD = """
            with numbered as (
                update run set last_sequence = last_sequence + cardinality(cast(:names as text[]))
                where id = :runId and (cast(:owner as text) is null or lease_owner = :owner)
                returning last_sequence
            ), told as (
                insert into run_event (run_id, sequence, name, data, at)
                select :runId, last_sequence - cardinality(cast(:names as text[])) + entry.n, entry.name, entry.data, :at
                from numbered, unnest(cast(:names as text[]), cast(:data as bytea[]))
                    with ordinality as entry (name, data, n)
            )
            select last_sequence from numbered
            """;

    /** One statement, hence one snapshot: a run that has ended in it has all its events in it. */
    private static final String PAGE = """
            select run.ended_at is not null as over, event.sequence, event.name, event.data
            from run left join lateral (
                select sequence, name, data from run_event
                where run_id = run.id and sequence > :sequence order by sequence limit :limit
            ) event on true
            where run.id = :runId order by event.sequence
            """;

    private final Jdbi jdbi;
    private final ConversationCipher cipher;
    private final ObjectMapper json;
    private final AfterCommit afterCommit;
    private final RunFeed feed;
    private final RunAnnouncements announcements;
    private final Clock clock;

    RunJournal(
            Jdbi jdbi,
            ConversationCipher cipher,
            ObjectMapper json,
            AfterCommit afterCommit,
            RunFeed feed,
            RunAnnouncements announcements,
            Clock clock) {
        this.jdbi = jdbi;
        this.cipher = cipher;
        this.json = json;
        this.afterCommit = afterCommit;
        this.feed = feed;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** Adds an event. */
    @Transactional
    public void add(String runId, String name, Object data) {
        insert(runId, null, List.of(new Entry(name, data)));
    }

    /** Adds events in their order, in one exchange with the database. */
    @Transactional
    public void addAll(String runId, List<Entry> entries) {
        if (!entries.isEmpty()) {
            insert(runId, null, entries);
        }
    }

    /** Adds an event under the lease of that owner; false when the lease is not theirs any more. */
    @Transactional
    public boolean addUnder(String owner, String runId, String name, Object data) {
        return insert(runId, owner, List.of(new Entry(name, data)));
    }

    /** The events after that number, at most so many; those of a run that is gone are over. */
    Page after(String runId, long sequence, int limit) {
        List<RunEvent> events = new ArrayList<>();
        boolean[] over = {true};
        jdbi.useHandle(handle -> handle.createQuery(PAGE)
                .bind("runId", runId)
                .bind("sequence", sequence)
                .bind("limit", limit)
                .map((row, context) -> {
                    over[0] = row.getBoolean("over");
                    byte[] data = row.getBytes("data");
                    return data == null
                            ? Optional.<RunEvent>empty()
                            : Optional.of(new RunEvent(
                                    row.getLong("sequence"), row.getString("name"), cipher.open(data, runId)));
                })
                .list()
                .forEach(event -> event.ifPresent(events::add)));
        return new Page(events, over[0]);
    }

    /** The event as it is stored. */
    byte[] sealed(String runId, Object data) {
        return cipher.seal(write(data), runId);
    }

    /** Tells, after the commit, those who follow the run that it has events up to that number. */
    void announce(String runId, long sequence) {
        afterCommit.run(() -> {
            feed.signal(runId);
            announcements.progressed(runId, sequence);
        });
    }

    private boolean insert(String runId, @Nullable String owner, List<Entry> entries) {
        byte[][] sealed =
                entries.stream().map(entry -> sealed(runId, entry.data())).toArray(byte[][]::new);
        Optional<Long> sequence = jdbi.withHandle(handle -> handle.createQuery(ADD)
                .bind("runId", runId)
                .bind("owner", owner)
                .bindArray(
                        "names", String.class, entries.stream().map(Entry::name).toArray())
                .bind("data", bytes(sealed))
                .bind("at", clock.instant())
                .mapTo(Long.class)
                .findOne());
        sequence.ifPresent(number -> announce(runId, number));
        return sequence.isPresent();
    }

    /** The driver takes an array of bytes by its own type only. */
    private static Argument bytes(byte[][] sealed) {
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf("bytea", sealed));
    }

    private String write(Object data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
