package io.agentaiops.agentgateway.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table of approvals. */
@ApplicationScoped
class ApprovalStore {

    private static final String SELECT = """
        select a.*, (select coalesce(array_agg(v.person order by v.voted_at), '{}') from approval_vote v
            where v.approval_id = a.id) as approved_by
        from approval a\
        """;
    private static final TypeReference<Map<String, Object>> ARGUMENTS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper json;

    ApprovalStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    boolean insert(Approval approval) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
            insert into approval (id, requester, origin_kind, origin_id, principal, call_id, title, plan,
                plan_hash, role, state, requested_at, expires_at, approvers, arguments, asked_because,
                preview)
            values (:id, :requester, :originKind, :originId, :principal, :callId, :title, :plan,
                :planHash, :role, :state, :requestedAt, :expiresAt, :approvers,
                cast(:arguments as jsonb), :because, :preview)
            on conflict (id) do nothing
            """)
                        .bind("id", approval.id())
                        .bind("requester", approval.requester())
                        .bind("originKind", approval.originKind())
                        .bind("originId", approval.originId())
                        .bind("principal", approval.principal())
                        .bind("callId", approval.callId())
                        .bind("title", approval.title())
                        .bind("plan", approval.plan())
                        .bind("planHash", approval.planHash())
                        .bind("role", approval.role())
                        .bind("state", approval.state().label())
                        .bind("requestedAt", approval.requestedAt())
                        .bind("expiresAt", approval.expiresAt())
                        .bind("approvers", approval.approvers())
                        .bind("arguments", written(approval.arguments()))
                        .bind("because", approval.because())
                        .bind("preview", approval.preview())
                        .execute())
                == 1;
    }

    Optional<Approval> find(String id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " where a.id = :id")
                .bind("id", id)
                .map((row, context) -> approval(row))
                .findOne());
    }

    List<Approval> in(Approval.@Nullable State state, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + """
             where cast(:state as text) is null or a.state = :state
            order by a.requested_at desc limit :limit
            """)
                .bind("state", state == null ? null : state.label())
                .bind("limit", limit)
                .map((row, context) -> approval(row))
                .list());
    }

    long waiting() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from approval where state = 'pending'")
                .mapTo(Long.class)
                .one());
    }

    List<Approval> overdue(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + """
             where a.state = 'pending' and a.expires_at <= :now
            order by a.expires_at limit 100
            """)
                .bind("now", now)
                .map((row, context) -> approval(row))
                .list());
    }

    /** Waits for its turn to decide: several persons may answer at the same moment. */
    Optional<Approval> lock(String id) {
        jdbi.useHandle(handle -> handle.createQuery("select id from approval where id = :id for update")
                .bind("id", id)
                .mapTo(String.class)
                .findOne());
        return find(id);
    }

    /** Notes that a person agreed; once for each. */
    void vote(String id, String person, String reason, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            insert into approval_vote (approval_id, person, voted_at, reason)
            values (:id, :person, :at, :reason) on conflict (approval_id, person) do nothing
            """)
                .bind("id", id)
                .bind("person", person)
                .bind("at", at)
                .bind("reason", reason)
                .execute());
    }

    /** Puts other arguments in the place of those shown. What others agreed to before was something else. */
    void edit(String id, Map<String, Object> arguments) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("update approval set edited_arguments = cast(:arguments as jsonb) where id = :id")
                    .bind("arguments", written(arguments))
                    .bind("id", id)
                    .execute();
            handle.createUpdate("delete from approval_vote where approval_id = :id")
                    .bind("id", id)
                    .execute();
        });
    }

    private @Nullable String written(@Nullable Map<String, Object> arguments) {
        try {
            return arguments == null ? null : json.writeValueAsString(arguments);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("arguments that are no JSON", e);
        }
    }

    private @Nullable Map<String, Object> arguments(@Nullable String text) {
        try {
            return text == null ? null : json.readValue(text, ARGUMENTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored arguments cannot be read", e);
        }
    }

    /** Settles what is pending; false when it was settled before. */
    boolean settle(String id, Approval.State state, String by, Instant at, String reason) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
            update approval set state = :state, decided_by = :by, decided_at = :at, reason = :reason
            where id = :id and state = 'pending'
            """)
                        .bind("state", state.label())
                        .bind("by", by)
                        .bind("at", at)
                        .bind("reason", reason)
                        .bind("id", id)
                        .execute())
                == 1;
    }

    /** Settles the question that the call led to, if nobody has decided yet; its id. */
    Optional<String> withdraw(String callId, String by, Instant at, String reason) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            update approval set state = 'withdrawn', decided_by = :by, decided_at = :at, reason = :reason
            where call_id = :callId and state = 'pending' and expires_at > :at returning id
            """)
                .bind("callId", callId)
                .bind("by", by)
                .bind("at", at)
                .bind("reason", reason)
                .mapTo(String.class)
                .findOne());
    }

    private Approval approval(ResultSet row) throws SQLException {
        OffsetDateTime decidedAt = row.getObject("decided_at", OffsetDateTime.class);
        return new Approval(
                row.getString("id"),
                row.getString("requester"),
                row.getString("origin_kind"),
                row.getString("origin_id"),
                row.getString("principal"),
                row.getString("call_id"),
                row.getString("title"),
                row.getString("plan"),
                row.getString("plan_hash"),
                row.getString("role"),
                Approval.State.of(row.getString("state")),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getString("decided_by"),
                decidedAt == null ? null : decidedAt.toInstant(),
                row.getString("reason"),
                row.getInt("approvers"),
                List.of((String[]) row.getArray("approved_by").getArray()),
                row.getString("asked_because"),
                row.getString("preview"),
                arguments(row.getString("arguments")),
                arguments(row.getString("edited_arguments")));
    }
}
