package io.agentaiops.opsscheduler.run;

import io.agentaiops.opsscheduler.procedure.LastRuns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Runs and their steps in PostgreSQL. Writing methods take part in the caller's transaction. */
@ApplicationScoped
class RunStore implements LastRuns {

    /**
     * Which runs to list, newest first.
     *
     * @param before only runs older than this one; null to begin with the newest
     */
    record Filter(
            @Nullable String procedureId,
            @Nullable String state,
            @Nullable UUID before,
            int limit) {}

    private static final String PAGE = "select * from run where id < :before";
    private static final String OF_PROCEDURE = " and procedure_id = :procedure";
    private static final String IN_STATE = " and state = :state";
    private static final String NEWEST = " order by id desc limit :limit";
    private static final UUID LAST_ID = new UUID(-1, -1);

    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        List.of("procedure_id", "procedure_version", "path", "title", "severity", "principal", "trigger", "state")
                .forEach(column -> COLUMNS.put(column, "text"));
        List.of("id", "rerun_of").forEach(column -> COLUMNS.put(column, "uuid"));
        List.of("created_at", "end_by", "wake_at").forEach(column -> COLUMNS.put(column, "timestamptz"));
        COLUMNS.put("dry_run", "boolean");
        COLUMNS.put("cancelled", "boolean");
    }

    private final Jdbi jdbi;
    private final StepRows stepRows;

    RunStore(Jdbi jdbi, StepRows stepRows) {
        this.jdbi = jdbi;
        this.stepRows = stepRows;
    }

    void insert(Run run) {
        insert(List.of(run));
    }

    /** Inserts queued runs at once; they are due to be looked at at once. */
    void insert(List<Run> runs) {
        TextColumns rows = new TextColumns("run", COLUMNS);
        runs.forEach(run -> rows.add("id", run.id())
                .add("procedure_id", run.procedureId())
                .add("procedure_version", run.procedureVersion())
                .add("path", run.path())
                .add("title", run.title())
                .add("severity", run.severity())
                .add("principal", run.principal())
                .add("trigger", run.trigger())
                .add("dry_run", run.dryRun())
                .add("state", run.state())
                .add("created_at", run.createdAt())
                .add("end_by", run.endBy())
                .add("rerun_of", run.rerunOf())
                .add("cancelled", run.cancelled())
                .add("wake_at", run.createdAt()));
        jdbi.useHandle(handle -> {
            rows.insert(handle);
            stepRows.insert(handle, runs);
        });
    }

    /** Stores the state of a locked run and its steps; {@code wakeAt} is when it must be looked at again. */
    void save(Run run, @Nullable Instant wakeAt) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                update run set state = :state, started_at = :startedAt, ended_at = :endedAt, wake_at = :wakeAt,
                    cancelled = :cancelled
                where id = :id\
                """)
                    .bind("id", run.id())
                    .bind("state", run.state().name())
                    .bind("startedAt", run.startedAt())
                    .bind("endedAt", run.endedAt())
                    .bind("wakeAt", wakeAt)
                    .bind("cancelled", run.cancelled())
                    .execute();
            stepRows.update(handle, run);
        });
    }

    /** The run, which nobody else changes until the caller's transaction ends. */
    Optional<Run> lock(UUID id) {
        return jdbi.withHandle(handle -> read(
                handle,
                handle.createQuery("select * from run where id = :id for update")
                        .bind("id", id)));
    }

    /** Like {@link #lock} if the run is due to be looked at and nobody is at it. */
    Optional<Run> lockDue(UUID id, Instant now) {
        return jdbi.withHandle(handle -> read(
                handle,
                handle.createQuery("select * from run where id = :id and wake_at <= :now for update skip locked")
                        .bind("id", id)
                        .bind("now", now)));
    }

    Optional<Run> find(UUID id) {
        return jdbi.withHandle(handle -> read(
                handle, handle.createQuery("select * from run where id = :id").bind("id", id)));
    }

    /** The run that sent that operation or tool call out. */
    Optional<UUID> byAttempt(UUID attemptId) {
        return runOf("select run_id from run_step where attempt_id = :id", attemptId);
    }

    /** The run that asked for that approval. */
    Optional<UUID> byApproval(UUID approvalId) {
        return runOf("select run_id from run_step where approval_id = :id", approvalId);
    }

    /** Keeps the signed decision on an approval. */
    void keepProof(UUID approvalId, String proof) {
        jdbi.useHandle(
                handle -> handle.createUpdate("update run_step set approval_proof = :proof where approval_id = :id")
                        .bind("proof", proof)
                        .bind("id", approvalId)
                        .execute());
    }

    /** The signed decision on an approval. */
    Optional<String> proofOf(@Nullable UUID approvalId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select approval_proof from run_step where approval_id = :id and approval_proof is not null")
                .bind("id", approvalId)
                .mapTo(String.class)
                .findOne());
    }

    /** Runs that must be looked at, the most overdue first. */
    List<UUID> due(Instant now, int limit) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select id from run where wake_at <= :now order by wake_at limit :limit")
                        .bind("now", now)
                        .bind("limit", limit)
                        .mapTo(UUID.class)
                        .list());
    }

    /** Keeps others who do the same from going on until the caller's transaction ends. */
    void lockStarts(String procedureId) {
        jdbi.useHandle(handle -> handle.createQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .bind("id", "start of " + procedureId)
                .mapTo(Integer.class)
                .one());
    }

    /** A run of the procedure that has not ended. */
    Optional<UUID> active(String procedureId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            select id from run where procedure_id = :id and wake_at is not null
            order by id desc limit 1\
            """)
                .bind("id", procedureId)
                .mapTo(UUID.class)
                .findOne());
    }

    /** The newest run that went on where that one ended. */
    Optional<UUID> rerunOf(Run run) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            select id from run where procedure_id = :procedure and id > :id and rerun_of = :id
            order by id desc limit 1\
            """)
                .bind("procedure", run.procedureId())
                .bind("id", run.id())
                .mapTo(UUID.class)
                .findOne());
    }

    /** Those of the procedures that have a run under way. */
    Set<String> activeAmong(Collection<String> procedureIds) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            select distinct procedure_id from run where wake_at is not null and procedure_id = any (:ids)""")
                .bindArray("ids", String.class, procedureIds.toArray())
                .mapTo(String.class)
                .collectIntoSet());
    }

    /** Runs with what their steps found. */
    List<Run> list(Filter filter) {
        return list(filter, true);
    }

    /** Runs without what their steps found, which may be long. */
    List<Run> listBriefly(Filter filter) {
        return list(filter, false);
    }

    private List<Run> list(Filter filter, boolean evidence) {
        return jdbi.withHandle(handle -> {
            List<Run> runs = page(handle, filter)
                    .map((row, context) -> run(row, List.of()))
                    .list();
            Map<UUID, List<StepRun>> steps =
                    stepRows.read(handle, runs.stream().map(Run::id).toList(), evidence);
            return runs.stream()
                    .map(run -> run.withSteps(steps.getOrDefault(run.id(), List.of())))
                    .toList();
        });
    }

    /** A statement for each set of filters: one plan for all of them would read the whole history for some. */
    private static Query page(Handle handle, Filter filter) {
        Query page = handle.createQuery(PAGE
                        + (filter.procedureId() == null ? "" : OF_PROCEDURE)
                        + (filter.state() == null ? "" : IN_STATE)
                        + NEWEST)
                .bind("before", filter.before() == null ? LAST_ID : filter.before())
                .bind("limit", filter.limit());
        if (filter.procedureId() != null) {
            page.bind("procedure", filter.procedureId());
        }
        return filter.state() == null ? page : page.bind("state", filter.state());
    }

    /** Number of runs asked for since then, by procedure and state; dry runs left out. */
    Map<String, Map<String, Long>> countSince(Instant since) {
        Map<String, Map<String, Long>> counts = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
            select procedure_id, state, count(*) as runs from run
            where created_at >= :since and not dry_run group by procedure_id, state\
            """)
                .bind("since", since)
                .map((row, context) -> {
                    String state = RunState.valueOf(row.getString("state")).text();
                    return counts.computeIfAbsent(row.getString("procedure_id"), id -> new HashMap<>())
                            .put(state, row.getLong("runs"));
                })
                .list());
        return counts;
    }

    @Override
    public Map<String, LastRun> lastRuns(Collection<String> procedureIds) {
        Map<String, LastRun> last = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
            select r.procedure_id, r.id, r.state, r.created_at
            from unnest(cast(:ids as text[])) as wanted (procedure_id)
            cross join lateral (
                select * from run
                where run.procedure_id = wanted.procedure_id and not dry_run
                order by id desc limit 1) r\
            """)
                .bindArray("ids", String.class, procedureIds.toArray())
                .map((row, context) -> last.put(
                        row.getString("procedure_id"),
                        new LastRun(
                                row.getObject("id", UUID.class),
                                RunState.valueOf(row.getString("state")).text(),
                                row.getTimestamp("created_at").toInstant())))
                .list());
        return last;
    }

    private Optional<UUID> runOf(String sql, UUID id) {
        return jdbi.withHandle(handle ->
                handle.createQuery(sql).bind("id", id).mapTo(UUID.class).findOne());
    }

    private Optional<Run> read(Handle handle, Query query) {
        return query.map((row, context) -> run(row, List.of())).findOne().map(run -> withSteps(handle, run));
    }

    private Run withSteps(Handle handle, Run run) {
        return run.withSteps(stepRows.read(handle, run.id()));
    }

    private static Run run(ResultSet row, List<StepRun> steps) throws SQLException {
        return new Run(
                row.getObject("id", UUID.class),
                row.getString("procedure_id"),
                row.getString("procedure_version"),
                row.getString("path"),
                row.getString("title"),
                io.agentaiops.opsscheduler.procedure.Severity.valueOf(row.getString("severity")),
                row.getString("principal"),
                Trigger.valueOf(row.getString("trigger")),
                row.getBoolean("dry_run"),
                RunState.valueOf(row.getString("state")),
                row.getTimestamp("created_at").toInstant(),
                StepRows.instant(row, "started_at"),
                StepRows.instant(row, "ended_at"),
                StepRows.instant(row, "end_by"),
                row.getObject("rerun_of", UUID.class),
                row.getBoolean("cancelled"),
                steps);
    }
}
