package io.agentaiops.opsscheduler.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** What runs of the past tell. */
@ApplicationScoped
public class RunHistory {

    /** How a step of a procedure went since some time: {@code good} of {@code runs} attempts ended well. */
    public record Accuracy(String procedure, String step, long runs, long good) {}

    private final RunStore store;
    private final Jdbi jdbi;

    RunHistory(RunStore store, Jdbi jdbi) {
        this.store = store;
        this.jdbi = jdbi;
    }

    /** The run of that id. */
    public Optional<Run> find(UUID id) {
        return store.find(id);
    }

    /** Ended runs of the same procedure before this one, newest first; dry runs left out. */
    public List<Run> before(Run run, int limit) {
        return store.list(new RunStore.Filter(run.procedureId(), null, run.id(), limit)).stream()
                .filter(past -> !past.dryRun() && past.state().isEnded())
                .toList();
    }

    /** How often steps did what their documents say, the worst first. */
    public List<Accuracy> accuracy(Instant since, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select r.procedure_id, s.step_id, count(*) as runs,
                            count(*) filter (where s.state in ('SUCCEEDED', 'OPEN')) as good
                        from run r join run_step s on s.run_id = r.id
                        where r.created_at >= :since and not r.dry_run
                          and s.state in ('SUCCEEDED', 'OPEN', 'FAILED', 'TIMED_OUT')
                        group by r.procedure_id, s.step_id
                        order by count(*) filter (where s.state in ('SUCCEEDED', 'OPEN'))::float / count(*),
                            r.procedure_id, s.step_id
                        limit :limit""")
                .bind("since", since)
                .bind("limit", limit)
                .map((row, context) -> new Accuracy(
                        row.getString("procedure_id"),
                        row.getString("step_id"),
                        row.getLong("runs"),
                        row.getLong("good")))
                .list());
    }
}
