package io.agentaiops.agentgateway.approval;

import io.agentaiops.agentgateway.run.CallsBack;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.toolcall.ToolCallRequests;
import io.agentaiops.eventbus.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** Takes back the calls of a stopped run, and the questions to people that they led to. */
@ApplicationScoped
public class Withdrawal implements CallsBack {

    private final ApprovalStore store;
    private final ToolCallRequests requests;
    private final Audit audit;
    private final Clock clock;

    Withdrawal(ApprovalStore store, ToolCallRequests requests, Audit audit, Clock clock) {
        this.store = store;
        this.requests = requests;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void callBack(Run run, Step step, String principal) {
        Instant now = clock.instant();
        String reason = "the run was stopped";
        requests.callBack(run, step, principal, reason, now);
        withdraw(step.callId(), principal, reason, now);
    }

    /** The call has ended without a decision: nobody need decide any more. In the current transaction. */
    public void ended(String callId, String reason) {
        withdraw(callId, "tool-runner", reason, clock.instant());
    }

    private void withdraw(String callId, String by, String reason, Instant now) {
        store.withdraw(callId, by, now, reason)
                .ifPresent(id -> audit.record(by, "approval.withdraw", id, "succeeded", Map.of("callId", callId)));
    }
}
