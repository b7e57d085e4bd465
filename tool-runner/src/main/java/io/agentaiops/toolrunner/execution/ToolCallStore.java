package io.agentaiops.toolrunner.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code tool_call}. Every transition names the state that it starts from, so that of several replicas that
 * attempt it one succeeds; callers look at what is returned. Since when a call waits or runs goes by the clock of the
 * database: a replica whose clock is wrong must not leave its calls to nobody, nor take those of the living.
 */
@ApplicationScoped
class ToolCallStore {

    private static final String INSERT = """
            insert into tool_call (call_id, tool, arguments, origin_kind, origin_id, principal,
                expectation, deadline, timeout_ms, state, accepted_at, queued_at, fairness_key,
                given_approval, session_id, trace_parent, roles)
            values (:id, :tool, cast(:arguments as jsonb), :kind, :origin, :principal,
                cast(:expectation as jsonb), :deadline, :timeout, 'accepted', :now, clock_timestamp(), :fairness,
                cast(:given as jsonb), :session, :trace, :roles)
            on conflict (call_id) do nothing
            """;

    private final Jdbi jdbi;
    private final ObjectMapper json;
    private final ToolCallMapper mapper;

    ToolCallStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
        this.mapper = new ToolCallMapper(json);
    }

    /** Stores calls in one go; returns those whose id was not known. */
    List<NewToolCall> insert(List<NewToolCall> calls, Instant now) {
        return jdbi.withHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch(INSERT);
            calls.forEach(call -> bind(batch, call, now).add());
            int[] stored = batch.execute();
            return IntStream.range(0, stored.length)
                    .filter(i -> stored[i] != 0)
                    .mapToObj(calls::get)
                    .toList();
        });
    }

    private PreparedBatch bind(PreparedBatch batch, NewToolCall call, Instant now) {
        Duration timeout = call.timeout();
        return batch.bind("id", call.callId())
                .bind("fairness", call.fairnessKey())
                .bind("session", call.session())
                .bind("trace", call.traceParent())
                .bindArray("roles", String.class, call.roles().toArray())
                .bind("given", call.approval() == null ? null : write(call.approval()))
                .bind("tool", call.tool())
                .bind("arguments", write(call.arguments()))
                .bind("kind", call.origin().kind().name())
                .bind("origin", call.origin().id())
                .bind("principal", call.principal())
                .bind("expectation", call.expect() == null ? null : write(call.expect()))
                .bind("deadline", call.deadline())
                .bind("timeout", timeout == null ? null : timeout.toMillis())
                .bind("now", now);
    }

    Optional<ToolCall> find(String callId) {
        return one("select * from tool_call where call_id = :id", callId);
    }

    /** Finds a call, and locks it. */
    Optional<ToolCall> lock(String callId) {
        return one("select * from tool_call where call_id = :id for update", callId);
    }

    /** Takes a given approval for this call; false when another call had it before. */
    boolean useApproval(String approvalId, String callId, Instant now) {
        return jdbi.withHandle(handle -> {
            handle.createUpdate("""
                insert into used_approval (approval_id, call_id, used_at) values (:approval, :call, :now)
                on conflict (approval_id) do nothing
                """)
                    .bind("approval", approvalId)
                    .bind("call", callId)
                    .bind("now", now)
                    .execute();
            return handle.createQuery("select call_id = :call from used_approval where approval_id = :approval")
                    .bind("approval", approvalId)
                    .bind("call", callId)
                    .mapTo(Boolean.class)
                    .one();
        });
    }

    /** Finds the call that waits, or waited, for the approval, and locks it. */
    Optional<ToolCall> lockByApproval(String approvalId) {
        return one("select * from tool_call where approval_id = :id for update", approvalId);
    }

    /**
     * Claims an accepted call for a replica: the call as it is now, or nothing when somebody else was faster. The claim of
     * what may be done again does not wait for the disk: when the database crashes and forgets it, it is done again.
     */
    Optional<ToolCall> claim(String callId, String instance, boolean repeatable) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            update tool_call set state = 'running', instance = :instance, repeatable = :repeatable,
                attempts = attempts + 1, started_at = clock_timestamp(),
                queue_ms = greatest(0, extract(epoch from (clock_timestamp() - queued_at)) * 1000)
            where call_id = :id and state = 'accepted'
            returning tool_call.*, case when :repeatable then set_config('synchronous_commit', 'off', true) end
            """)
                .bind("id", callId)
                .bind("instance", instance)
                .bind("repeatable", repeatable)
                .map(mapper)
                .findOne());
    }

    /** Gives a claimed call back to be run again. */
    boolean release(String callId) {
        return jdbi.withHandle(
                handle -> handle.createUpdate("""
                    update tool_call set state = 'accepted', instance = null, queued_at = clock_timestamp()
                    where call_id = :id and state = 'running'
                    """).bind("id", callId).execute() == 1);
    }

    boolean waitForApproval(String callId, CallApproval approval) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
            update tool_call set state = 'waiting-approval', approval_id = :approval, plan = :plan,
                plan_hash = :hash, approval_expires_at = :expires, approval_host = :host,
                approvers = :approvers, approval_reason = :reason, preview = :preview,
                approved_by = null
            where call_id = :id and state = 'accepted'
            """)
                        .bind("id", callId)
                        .bind("approval", approval.id())
                        .bind("plan", approval.plan())
                        .bind("hash", approval.planHash())
                        .bind("expires", approval.expiresAt())
                        .bind("host", approval.host())
                        .bind("approvers", approval.approvers())
                        .bind("reason", approval.reason())
                        .bind("preview", approval.preview())
                        .execute()
                == 1);
    }

    boolean approve(String callId, String by) {
        return jdbi.withHandle(handle ->
                handle.createUpdate("""
            update tool_call set state = 'accepted', approved_by = :by, queued_at = clock_timestamp()
            where call_id = :id and state = 'waiting-approval'
            """).bind("id", callId).bind("by", by).execute() == 1);
    }

    /** Approves a waiting call with other arguments; without {@code by}, it is to be judged and asked for anew. */
    boolean approveEdited(String callId, @Nullable String by, Map<String, Object> arguments, String plan) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
            update tool_call set state = 'accepted', approved_by = :by, queued_at = clock_timestamp(),
                arguments = cast(:arguments as jsonb), plan = :plan, plan_hash = :hash
            where call_id = :id and state = 'waiting-approval'
            """)
                        .bind("id", callId)
                        .bind("by", by)
                        .bind("arguments", write(arguments))
                        .bind("plan", plan)
                        .bind("hash", CallApproval.hash(plan))
                        .execute()
                == 1);
    }

    /** Ends a call that is in the state {@code from}: the call as it is now, or nothing when it is in another. */
    Optional<ToolCall> complete(String callId, CallState from, CallResult result, Instant now) {
        Verdict verdict = result.verdict();
        return jdbi.withHandle(handle -> handle.createQuery("""
            update tool_call set state = :state, output = :output, truncated = :truncated,
                exit_code = :exitCode, reason = :reason, verdict_met = :met,
                verdict_reason = :verdict, sandbox = :sandbox, duration_ms = :duration,
                completed_at = :now
            where call_id = :id and state = :from
            returning *
            """)
                .bind("id", callId)
                .bind("from", from.label())
                .bind("state", result.state().label())
                .bind("output", result.output())
                .bind("truncated", result.truncated())
                .bind("exitCode", result.exitCode())
                .bind("reason", result.reason())
                .bind("met", verdict == null ? null : verdict.met())
                .bind("verdict", verdict == null ? null : verdict.reason())
                .bind("sandbox", result.sandbox())
                .bind("duration", result.durationMs())
                .bind("now", now)
                .map(mapper)
                .findOne());
    }

    /**
     * Calls that were started longer ago than {@code silence} by replicas that have been silent since, locked. Never those
     * of {@code self}: who asks is alive, however late its last sign of life.
     */
    List<ToolCall> lockOrphans(Duration silence, String self) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                    with horizon as (select clock_timestamp() - make_interval(secs => :silence) as at)
                    select c.* from tool_call c, horizon
                    where c.state = 'running' and c.started_at < horizon.at and c.instance <> :self and not exists (
                        select 1 from runner_instance i where i.instance = c.instance and i.heartbeat_at > horizon.at)
                    for update of c skip locked
                    """)
                .bind("silence", seconds(silence))
                .bind("self", self)
                .map(mapper)
                .list());
    }

    /** Calls whose time to be approved has passed, locked. */
    List<ToolCall> lockUndecided(Instant now) {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                    select * from tool_call where state = 'waiting-approval' and approval_expires_at <= :now
                    for update skip locked
                    """).bind("now", now).map(mapper).list());
    }

    /** A call that waits for its turn. */
    record Waiting(String callId, String fairnessKey) {}

    /** Accepted calls that nobody has started for that long: of each key the oldest first, then the seconds. */
    List<Waiting> unstarted(Duration waiting, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            select call_id, fairness_key from tool_call where state = 'accepted'
                and queued_at < clock_timestamp() - make_interval(secs => :waiting)
            order by row_number() over (partition by fairness_key order by queued_at), queued_at limit :limit
            """)
                .bind("waiting", seconds(waiting))
                .bind("limit", limit)
                .map((row, context) -> new Waiting(row.getString("call_id"), row.getString("fairness_key")))
                .list());
    }

    /** The newest calls that were accepted before the one with the id {@code after}. */
    List<ToolCall> list(@Nullable String tool, @Nullable String state, @Nullable String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            select * from tool_call
            where (cast(:tool as text) is null or tool = :tool)
              and (cast(:state as text) is null or state = :state)
              and (cast(:after as text) is null or (accepted_at, call_id) <
                    (select p.accepted_at, p.call_id from tool_call p where p.call_id = :after))
            order by accepted_at desc, call_id desc limit :limit
            """)
                .bind("tool", tool)
                .bind("state", state)
                .bind("after", after)
                .bind("limit", limit)
                .map(mapper)
                .list());
    }

    private Optional<ToolCall> one(String sql, String id) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).bind("id", id).map(mapper).findOne());
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
