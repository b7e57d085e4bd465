package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.AfterCommit;
import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventcontracts.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * Takes calls back. One that waits ends at once; one that runs is marked, and the replica that runs it stops it: at once
 * when it is this one, else at its next heartbeat.
 */
@ApplicationScoped
public class CallCanceller {

    private final ToolCallStore calls;
    private final CancellationStore marks;
    private final CallJournal journal;
    private final RunningCalls running;
    private final AfterCommit afterCommit;
    private final String instance;

    CallCanceller(
            ToolCallStore calls,
            CancellationStore marks,
            CallJournal journal,
            RunningCalls running,
            AfterCommit afterCommit,
            ServiceIdentity identity) {
        this.calls = calls;
        this.marks = marks;
        this.journal = journal;
        this.running = running;
        this.afterCommit = afterCommit;
        this.instance = identity.instance();
    }

    /** Takes a call back for whoever asked for it; another's call, or none, is left alone. */
    @Transactional
    public void cancel(String callId, Origin origin, Cancellation cancellation) {
        calls.lock(callId)
                .filter(call -> call.request().origin().equals(origin))
                .ifPresent(call -> cancel(call, cancellation));
    }

    /** Takes a call back; the call as it stood before, empty when there is none. */
    @Transactional
    Optional<ToolCall> cancel(String callId, Cancellation cancellation) {
        Optional<ToolCall> found = calls.lock(callId);
        found.ifPresent(call -> cancel(call, cancellation));
        return found;
    }

    private void cancel(ToolCall call, Cancellation cancellation) {
        switch (call.state()) {
            case ACCEPTED, WAITING_APPROVAL -> journal.complete(call, cancellation.beforeItStarted());
            case RUNNING -> {
                marks.mark(call.id(), cancellation);
                afterCommit.run(() -> running.stop(call.id()));
            }
            case SUCCEEDED, FAILED, TIMED_OUT, DENIED, EXPIRED, UNKNOWN_OUTCOME, CANCELLED -> {
                // It has ended, and stays as it is.
            }
        }
    }

    /** Stops what others have marked. */
    void stopMarked() {
        if (!running.isEmpty()) {
            marks.marked(instance).forEach(running::stop);
        }
    }
}
