package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.ServiceIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the transitions of calls, each in one commit with what is said about it. */
@ApplicationScoped
@Transactional
public class CallJournal {

    private final ToolCallStore store;
    private final CallAnnouncer announcer;
    private final ExecutionConfig config;
    private final Clock clock;
    private final String instance;

    CallJournal(
            ToolCallStore store,
            CallAnnouncer announcer,
            ExecutionConfig config,
            Clock clock,
            ServiceIdentity identity) {
        this.store = store;
        this.announcer = announcer;
        this.config = config;
        this.clock = clock;
        this.instance = identity.instance();
    }

    /** Claims the call for this replica: the call as it is now; nothing when it is no longer there to be claimed. */
    Optional<ToolCall> claim(ToolCall call, boolean repeatable) {
        return store.claim(call.id(), instance, repeatable);
    }

    /** Ends a call that stands where {@code call} says; false when it has moved on in the meantime. */
    public boolean complete(ToolCall call, CallResult result) {
        return complete(call, call.state(), result);
    }

    boolean complete(ToolCall call, CallState from, CallResult result) {
        Optional<ToolCall> ended = store.complete(call.id(), from, result, clock.instant());
        ended.ifPresent(now -> announcer.ended(now, result));
        return ended.isPresent();
    }

    /** Asks for an approval. */
    void askForApproval(ToolCall call, CallPlanner.Next.Ask asked, @Nullable String preview) {
        CallApproval approval = new CallApproval(
                Ids.next(),
                asked.plan(),
                CallApproval.hash(asked.plan()),
                clock.instant().plus(config.approvalTimeout()),
                null,
                asked.host(),
                asked.approvers(),
                asked.reason(),
                preview);
        if (store.waitForApproval(call.id(), approval)) {
            announcer.waits(store.find(call.id()).orElseThrow());
        }
    }

    /** Finds the call that waits, or waited, for the approval, and locks it for this transaction. */
    public Optional<ToolCall> lockByApproval(String approvalId) {
        return store.lockByApproval(approvalId);
    }

    /** Lets a waiting call run; false when it ends instead, because the time to approve it has passed. */
    public boolean approve(ToolCall call, String persons) {
        return inTime(call) && store.approve(call.id(), persons);
    }

    /**
     * Puts other arguments in the place of those of a waiting call, as who approved it wrote them; they are judged anew.
     *
     * @param persons who agreed; null when more have to, who are asked anew
     * @param arguments what they agreed to instead
     * @param plan what these arguments would do, which is what runs
     */
    public boolean approveEdited(ToolCall call, @Nullable String persons, Map<String, Object> arguments, String plan) {
        return inTime(call) && store.approveEdited(call.id(), persons, arguments, plan);
    }

    private boolean inTime(ToolCall call) {
        CallApproval approval = call.approval();
        if (approval != null && !clock.instant().isAfter(approval.expiresAt())) {
            return true;
        }
        complete(call, CallResult.without(CallState.EXPIRED, "it was approved too late"));
        return false;
    }

    /** Takes the calls of dead replicas over; returns those that can be run again. */
    List<String> recoverOrphans() {
        List<ToolCall> orphans = store.lockOrphans(config.instanceTimeout(), instance);
        return orphans.stream().flatMap(call -> recover(call).stream()).toList();
    }

    /** Ends what nobody decided in time. */
    void expireUndecided() {
        for (ToolCall call : store.lockUndecided(clock.instant())) {
            complete(call, CallResult.without(CallState.EXPIRED, "nobody approved it in time"));
        }
    }

    /** Leaves a running call as this replica stops: to be run again if that does no harm. */
    Optional<String> recover(ToolCall call) {
        Cancellation cancellation = call.cancellation();
        if (cancellation != null) {
            complete(call, CallState.RUNNING, cancellation.whileItRan("", false, 0));
            return Optional.empty();
        }
        if (call.repeatable() && call.attempts() < config.maxAttempts()) {
            return store.release(call.id()) ? Optional.of(call.id()) : Optional.empty();
        }
        complete(
                call,
                CallState.RUNNING,
                CallResult.without(
                        CallState.UNKNOWN_OUTCOME, "tool-runner stopped while it ran; look at what it may have done"));
        return Optional.empty();
    }
}
