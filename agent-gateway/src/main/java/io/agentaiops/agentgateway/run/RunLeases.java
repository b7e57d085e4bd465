package io.agentaiops.agentgateway.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Who works on a run. One agent holds its lease at a time; what happens meanwhile is counted in {@code wakes}, so that
 * the holder looks again before it lets go, and a holder that died is followed by whoever sweeps next.
 */
@ApplicationScoped
public class RunLeases {

    private final Jdbi jdbi;
    private final RunStore runs;

    RunLeases(Jdbi jdbi, RunStore runs) {
        this.jdbi = jdbi;
        this.runs = runs;
    }

    /** Takes the lease if the run is open and nobody alive holds it. */
    public Optional<Run> claim(String id, String owner, Instant now, Instant until) {
        String running = new RunState.Queued().start().label();
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update run set lease_owner = :owner, lease_until = :until, state = :running,
                            started_at = coalesce(started_at, :now)
                        where id = :id and ended_at is null and (lease_until is null or lease_until < :now)
                        returning *
                        """)
                .bind("owner", owner)
                .bind("until", until)
                .bind("running", running)
                .bind("now", now)
                .bind("id", id)
                .map((row, context) -> runs.run(row))
                .findOne());
    }

    /** Lets go, unless something happened since the run was read: then the holder must look again. */
    public boolean release(Run run, String owner, Instant dueAt) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update run set lease_owner = null, lease_until = null, due_at = :dueAt
                        where id = :id and lease_owner = :owner and wakes = :wakes
                        """)
                        .bind("dueAt", dueAt)
                        .bind("id", run.id())
                        .bind("owner", owner)
                        .bind("wakes", run.wakes())
                        .execute())
                == 1;
    }

    /** Lets go whatever happened, to be looked at again soon. */
    public void drop(String id, String owner, Instant dueAt) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update run set lease_owner = null, lease_until = null, due_at = :dueAt
                        where id = :id and lease_owner = :owner
                        """)
                .bind("dueAt", dueAt)
                .bind("id", id)
                .bind("owner", owner)
                .execute());
    }

    /** Holds on to leases; says which of the runs are still held. */
    public List<String> renew(Collection<String> ids, String owner, Instant until) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update run set lease_until = :until where id = any(:ids) and lease_owner = :owner returning id
                        """)
                .bind("until", until)
                .bindArray("ids", String.class, ids.toArray())
                .bind("owner", owner)
                .mapTo(String.class)
                .list());
    }

    /** Counts something that the agent must look at; in the transaction of what happened. */
    public void wake(String id) {
        jdbi.useHandle(handle -> handle.createUpdate("update run set wakes = wakes + 1 where id = :id")
                .bind("id", id)
                .execute());
    }

    /** Open runs that nobody works on although it is time. */
    public List<String> abandoned(Instant now, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id from run
                        where ended_at is null
                            and (lease_until < :now or (lease_until is null and due_at < :now))
                        order by accepted_at limit :limit
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }
}
