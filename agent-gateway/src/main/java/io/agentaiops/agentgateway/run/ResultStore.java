package io.agentaiops.agentgateway.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Stores the result of a step together with all that follows from it: the event that tells of it and, when it was the
 * last result that the run waited for, the lease of the run. One statement, for a run waits meanwhile.
 */
@ApplicationScoped
public class ResultStore {

    /**
     * Under the lock of the run, taken by the statement before, the snapshot holds every other result; so of several
     * results that come at once exactly one is the last. The columns on the right are those before the update.
     */
    private static final String SETTLE = """
            with changed as (
                update run_step set state = :state, content = :content, duration_ms = :durationMs,
                    exit_code = :exitCode, sandbox = :sandbox, ended_at = :endedAt
                where call_id = :callId
            ), judged as (
                select ended_at is null and not exists (
                        select 1 from run_step
                        where run_id = :runId and state = 'requested' and call_id <> :callId) as wakes,
                    lease_until is null or lease_until < clock_timestamp() as free
                from run where id = :runId
            ), moved as (
                update run set last_sequence = last_sequence + 1,
                    wakes = run.wakes + case when judged.wakes then 1 else 0 end,
                    lease_owner = case when judged.wakes and judged.free then :owner else lease_owner end,
                    lease_until = case when judged.wakes and judged.free
                        then clock_timestamp() + make_interval(secs => :seconds) else lease_until end
                from judged where id = :runId
                returning run.*
            ), told as (
                insert into run_event (run_id, sequence, name, data, at)
                select :runId, last_sequence, :name, :data, :now from moved
            )
            select moved.*, coalesce(lease_owner = :owner, false) as taken from moved
            """;

    private record Settled(long sequence, @Nullable Run run) {}

    private final Jdbi jdbi;
    private final StepStore steps;
    private final RunJournal journal;
    private final RunMapper mapper;
    private final Clock clock;

    ResultStore(Jdbi jdbi, StepStore steps, RunJournal journal, RunMapper mapper, Clock clock) {
        this.jdbi = jdbi;
        this.steps = steps;
        this.journal = journal;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * Stores how a step of the run ended, in the current transaction, which holds the lock of the run.
     *
     * @param owner for whom the lease is taken, if the run waits for nothing else and nobody holds it
     * @return the run as it is now, when its lease was taken
     */
    public Optional<Run> settle(String runId, Step ended, String owner, Duration lease) {
        Settled settled = jdbi.withHandle(handle -> steps.bind(handle.createQuery(SETTLE), runId, ended)
                .bind("runId", runId)
                .bind("owner", owner)
                .bind("seconds", lease.toMillis() / 1000.0)
                .bind("name", RunEvent.STEP)
                .bind("data", journal.sealed(runId, ended))
                .bind("now", clock.instant())
                .map((row, context) -> new Settled(
                        row.getLong("last_sequence"), row.getBoolean("taken") ? mapper.map(row, context) : null))
                .one());
        journal.announce(runId, settled.sequence());
        return Optional.ofNullable(settled.run());
    }
}
