package io.agentaiops.agentgateway.privacy;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.person.PersonColumns;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/**
 * What somebody caused or decided, and others must go on knowing: approvals, operations, stages of others' cases. It
 * stays, and a pseudonym stands for the person.
 */
@ApplicationScoped
class DecisionData implements PersonalData {

    private final Jdbi jdbi;

    private final PersonColumns columns;

    DecisionData(Jdbi jdbi, PersonColumns columns) {
        this.jdbi = jdbi;
        this.columns = columns;
    }

    @Override
    public String name() {
        return "approvals";
    }

    @Override
    public void export(String principal, Consumer<Object> each) {
        List<Map<String, Object>> approvals = jdbi.withHandle(handle ->
                handle.createQuery("""
                        select id, title, plan, state, principal, decided_by, reason,
                            requested_at::text as requested_at, decided_at::text as decided_at
                        from approval where principal = :principal or decided_by = :principal order by id
                        """).bind("principal", principal).mapToMap().list());
        approvals.forEach(each);
    }

    @Override
    public long erase(String principal) {
        jdbi.useHandle(handle -> handle.createUpdate("update approval set reason = null where decided_by = :principal")
                .bind("principal", principal)
                .execute());
        return columns.rename(principal, "erased-" + Ids.next());
    }
}
