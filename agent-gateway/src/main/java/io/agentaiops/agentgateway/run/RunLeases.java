package io.agentaiops.agentgateway.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Who works on a run. One agent holds its lease at a time; what happens meanwhile is counted in {@code wakes}, so that
 * the holder looks again before it lets go, and a holder that died is followed by whoever sweeps next. Leases run by the
 * clock of the database: replicas whose clocks differ must not take each other's. A holder that lost its lease without
 * knowing does no harm: whatever it stores is stored under the name of its lease.
 */
@ApplicationScoped
public class RunLeases {

    private static final String CLAIM = """
            update run set lease_owner = :owner, state = :running, started_at = coalesce(started_at, :now),
                lease_until = clock_timestamp() + make_interval(secs => :seconds)
            where id = :id and ended_at is null and (lease_until is null or lease_until < clock_timestamp())
            returning *
            """;

    /** The columns on the right are those before the update. */
    private static final String WAKE = """
            update run set wakes = wakes + 1,
                lease_owner = case when lease_until is null or lease_until < clock_timestamp()
                    then :owner else lease_owner end,
                lease_until = case when lease_until is null or lease_until < clock_timestamp()
                    then clock_timestamp() + make_interval(secs => :seconds) else lease_until end
            where id = :id and ended_at is null
            returning lease_owner = :owner
            """;

    private static final String RENEW = """
            update run set lease_until = clock_timestamp() + make_interval(secs => :seconds)
            from unnest(cast(:ids as text[]), cast(:owners as text[])) as held (id, owner)
            where run.id = held.id and run.lease_owner = held.owner
            returning run.lease_owner
            """;

    private static final String ABANDONED = """
            select id from run
            where ended_at is null
                and (lease_until < clock_timestamp() or (lease_until is null and due_at < :now))
            order by coalesce(lease_until, due_at) limit :limit
            """;

    private final Jdbi jdbi;
    private final RunMapper mapper;

    RunLeases(Jdbi jdbi, RunMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** Takes the lease for that time if the run is open and nobody alive holds it. */
    public Optional<Run> claim(String id, String owner, Instant now, Duration lease) {
        String running = new RunState.Queued().start().label();
        return jdbi.withHandle(handle -> handle.createQuery(CLAIM)
                .bind("owner", owner)
                .bind("seconds", seconds(lease))
                .bind("running", running)
                .bind("now", now)
                .bind("id", id)
                .map(mapper)
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

    /** Lets go whatever happened, to be looked at again at that time. */
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

    /** Puts off a run that nobody holds. */
    public void postpone(String id, Instant dueAt) {
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                        update run set lease_owner = null, lease_until = null, due_at = :dueAt
                        where id = :id and (lease_until is null or lease_until < clock_timestamp())
                        """).bind("dueAt", dueAt).bind("id", id).execute());
    }

    /** Holds on to leases, given as run and owner; says which of the owners still hold theirs. */
    public List<String> renew(List<Map.Entry<String, String>> held, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery(RENEW)
                .bind("seconds", seconds(lease))
                .bindArray(
                        "ids",
                        String.class,
                        held.stream().map(Map.Entry::getKey).toArray())
                .bindArray(
                        "owners",
                        String.class,
                        held.stream().map(Map.Entry::getValue).toArray())
                .mapTo(String.class)
                .list());
    }

    /**
     * Counts something that the agent must look at, in the transaction of what happened, and takes the lease in the same
     * breath when it is free: a kill after the commit is then found by its expiry. Says whether it was taken.
     */
    public boolean wake(String id, String owner, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery(WAKE)
                .bind("id", id)
                .bind("owner", owner)
                .bind("seconds", seconds(lease))
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    /** Open runs that nobody works on although it is time; those that wait longest first. */
    public List<String> abandoned(Instant now, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(ABANDONED)
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    private static double seconds(Duration lease) {
        return lease.toMillis() / 1000.0;
    }
}
