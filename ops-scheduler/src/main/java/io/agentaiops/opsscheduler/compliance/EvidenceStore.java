package io.agentaiops.opsscheduler.compliance;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** When what people do was last done. */
@ApplicationScoped
class EvidenceStore {

    private static final String RUN = """
            select ended_at from run
            where procedure_id = :name and state in ('SUCCEEDED', 'FAILED') and not dry_run
            order by id desc limit 1""";
    private static final String GOOD_RUN = """
            select ended_at from run
            where procedure_id = :name and state = 'SUCCEEDED' and not dry_run
            order by id desc limit 1""";
    private static final String ASSESSMENT = "select max(performed_at) from assessment where kind = :name";
    private static final String EXERCISE = "select max(held_at) from exercise where kind = :name and state = 'held'";

    private final Jdbi jdbi;

    EvidenceStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The end of a procedure's last run, whatever it found. */
    Optional<Instant> lastRun(String procedure) {
        return last(RUN, procedure);
    }

    /** The end of a procedure's last run that ended well. */
    Optional<Instant> lastGoodRun(String procedure) {
        return last(GOOD_RUN, procedure);
    }

    Optional<Instant> lastAssessment(String kind) {
        return last(ASSESSMENT, kind);
    }

    Optional<Instant> lastExercise(String kind) {
        return last(EXERCISE, kind);
    }

    private Optional<Instant> last(String sql, String name) {
        return jdbi.withHandle(handle ->
                handle.createQuery(sql).bind("name", name).mapTo(Instant.class).findOne());
    }
}
