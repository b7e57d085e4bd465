package io.agentaiops.agentgateway.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.crypto.ConversationCipher;
import io.agentaiops.eventbus.AfterCommit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * The events of each run in their order, encrypted. They are stored before anybody hears them, so that a follower can
 * leave and come back, to any replica, and miss nothing.
 */
@ApplicationScoped
public class RunJournal {

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

    /** Adds an event; its number is settled by the lock of the run's row. */
    @Transactional
    public void add(String runId, String name, Object data) {
        byte[] sealed = cipher.seal(write(data), runId);
        long sequence = jdbi.withHandle(handle -> handle.createQuery("""
                        with numbered as (
                            update run set last_sequence = last_sequence + 1 where id = :runId returning last_sequence
                        )
                        insert into run_event (run_id, sequence, name, data, at)
                        select :runId, last_sequence, :name, :data, :at from numbered
                        returning sequence
                        """)
                .bind("runId", runId)
                .bind("name", name)
                .bind("data", sealed)
                .bind("at", clock.instant())
                .mapTo(Long.class)
                .one());
        afterCommit.run(() -> {
            feed.signal(runId);
            announcements.progressed(runId, sequence);
        });
    }

    /** The events after that number, at most so many. */
    public List<RunEvent> after(String runId, long sequence, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select sequence, name, data from run_event
                        where run_id = :runId and sequence > :sequence order by sequence limit :limit
                        """)
                .bind("runId", runId)
                .bind("sequence", sequence)
                .bind("limit", limit)
                .map((row, context) -> new RunEvent(
                        row.getLong("sequence"), row.getString("name"), cipher.open(row.getBytes("data"), runId)))
                .list());
    }

    private String write(Object data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
