package io.agentaiops.agentgateway.approval;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table of approvals. */
@ApplicationScoped
class ApprovalStore {

    private final Jdbi jdbi;

    ApprovalStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    boolean insert(Approval approval) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into approval (id, requester, origin_kind, origin_id, principal, call_id, title, plan,
                            plan_hash, role, state, requested_at, expires_at)
                        values (:id, :requester, :originKind, :originId, :principal, :callId, :title, :plan,
                            :planHash, :role, :state, :requestedAt, :expiresAt)
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
                        .execute())
                == 1;
    }

    Optional<Approval> find(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from approval where id = :id")
                .bind("id", id)
                .map((row, context) -> approval(row))
                .findOne());
    }

    List<Approval> in(Approval.@Nullable State state, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from approval where cast(:state as text) is null or state = :state
                        order by requested_at desc limit :limit
                        """)
                .bind("state", state == null ? null : state.label())
                .bind("limit", limit)
                .map((row, context) -> approval(row))
                .list());
    }

    List<Approval> overdue(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from approval where state = 'pending' and expires_at <= :now
                        order by expires_at limit 100
                        """)
                .bind("now", now)
                .map((row, context) -> approval(row))
                .list());
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

    private static Approval approval(ResultSet row) throws SQLException {
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
                row.getString("reason"));
    }
}
