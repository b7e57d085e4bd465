package io.agentaiops.toolrunner.execution;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The wishes, in the table {@code tool_call}, that a running call be stopped. */
@ApplicationScoped
class CancellationStore {

    private final Jdbi jdbi;

    CancellationStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Marks a running call as one to be stopped; whoever came first stays named. */
    void mark(String callId, Cancellation cancellation) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            update tool_call set cancelled_by = :by, cancel_reason = :reason
            where call_id = :id and state = 'running' and cancelled_by is null
            """)
                .bind("id", callId)
                .bind("by", cancellation.by())
                .bind("reason", cancellation.reason())
                .execute());
    }

    /** Running calls of that replica that are to be stopped. */
    List<String> marked(String instance) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            select call_id from tool_call
            where instance = :instance and state = 'running' and cancelled_by is not null
            """)
                .bind("instance", instance)
                .mapTo(String.class)
                .list());
    }
}
