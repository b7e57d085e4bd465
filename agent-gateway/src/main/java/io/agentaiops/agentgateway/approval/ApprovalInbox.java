package io.agentaiops.agentgateway.approval;

import io.agentaiops.agentgateway.key.Approvers;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.toolcall.ToolCallTracker;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.approval.ApprovalProof;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes requests in, lets people decide, and says no when nobody did in time. */
@ApplicationScoped
public class ApprovalInbox {

    /** How a decision went. */
    sealed interface Outcome {
        record Settled(Approval approval) implements Outcome {}

        record Unknown() implements Outcome {}

        record NotAllowed(String role) implements Outcome {}

        /** Who asked does not approve alone. */
        record OwnRequest() implements Outcome {}

        record NotEditable() implements Outcome {}

        record TooLate(Approval.State state) implements Outcome {}
    }

    private static final Caller EXPIRY = new Caller(ApprovalProof.EXPIRY, Set.of("service"));

    private final ApprovalStore store;
    private final DecisionSigner signer;
    private final ApprovalDecisions decisions;
    private final ToolCallTracker calls;
    private final Approvers approvers;
    private final Audit audit;
    private final Clock clock;

    ApprovalInbox(
            ApprovalStore store,
            DecisionSigner signer,
            ApprovalDecisions decisions,
            ToolCallTracker calls,
            Approvers approvers,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.signer = signer;
        this.decisions = decisions;
        this.calls = calls;
        this.approvers = approvers;
        this.audit = audit;
        this.clock = clock;
    }

    /** Takes a request in; the run to go on with, when it waited for nothing else. */
    @Transactional
    public Optional<ToolCallTracker.Grant> take(Approval approval) {
        String callId = approval.callId();
        if (!store.insert(approval) || callId == null || approval.state() != Approval.State.PENDING) {
            return Optional.empty();
        }
        return calls.offered(
                callId,
                new Step.Offer(
                        approval.id(),
                        callId,
                        approval.title(),
                        approval.plan(),
                        approval.planHash(),
                        approval.role(),
                        approval.state().label(),
                        approval.expiresAt()));
    }

    /** How many wait for a person. */
    public long waiting() {
        return store.waiting();
    }

    List<Approval> in(Approval.@Nullable State state, int limit) {
        return store.in(state, limit);
    }

    Optional<Approval> find(String id) {
        return store.find(id);
    }

    /**
     * Takes a person's decision. One person is enough to deny; an approval is settled when as many have agreed as it
     * needs, each counted once. Who asked for it does not approve it alone, unless nobody else may.
     *
     * @param edited arguments in the place of those shown; whoever agreed before has to agree again
     */
    @Transactional
    Outcome decide(String id, Decision decision, String reason, @Nullable Map<String, Object> edited, Caller caller) {
        store.find(id).ifPresent(this::hold);
        Optional<Approval> found = store.lock(id);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Approval approval = found.get();
        if (!caller.roles().contains(approval.role())) {
            audit.record(caller.principal(), "approval." + word(decision), id, "denied", details(approval));
            return new Outcome.NotAllowed(approval.role());
        }
        if (approval.state() != Approval.State.PENDING) {
            return new Outcome.TooLate(approval.state());
        }
        if (!clock.instant().isBefore(approval.expiresAt())) {
            return new Outcome.TooLate(Approval.State.EXPIRED);
        }
        if (decision == Decision.APPROVE && isAlone(caller, approval)) {
            audit.record(caller.principal(), "approval.approve", id, "denied", details(approval));
            return new Outcome.OwnRequest();
        }
        if (edited != null && (decision == Decision.DENY || approval.arguments() == null)) {
            return new Outcome.NotEditable();
        }
        return decision == Decision.DENY
                ? settled(approval, Approval.State.DENIED, decision, reason, caller)
                : agreed(approval, reason, edited, caller);
    }

    /** Of two who have to agree, one may be who asked. Where nobody else may approve, one person has to do. */
    private boolean isAlone(Caller caller, Approval approval) {
        return approval.approvers() == 1
                && caller.principal().equals(approval.principal())
                && approvers.anyBesides(caller.principal());
    }

    private Outcome agreed(Approval approval, String reason, @Nullable Map<String, Object> edited, Caller caller) {
        if (edited != null && !edited.equals(approval.editedArguments())) {
            store.edit(approval.id(), edited);
        }
        store.vote(approval.id(), caller.principal(), reason, clock.instant());
        Approval now = store.find(approval.id()).orElse(approval);
        if (now.approvedBy().size() >= now.approvers()) {
            return settled(now, Approval.State.APPROVED, Decision.APPROVE, reason, caller);
        }
        audit.record(caller.principal(), "approval.approve", now.id(), "waits-for-another", details(now));
        return new Outcome.Settled(now);
    }

    private Outcome settled(Approval approval, Approval.State state, Decision decision, String reason, Caller caller) {
        return settle(approval, state, decision, reason, caller)
                ? new Outcome.Settled(store.find(approval.id()).orElse(approval))
                : new Outcome.TooLate(Approval.State.EXPIRED);
    }

    @Scheduled(every = "5s", identity = "approval-expiry", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void expire() {
        for (Approval approval : store.overdue(clock.instant())) {
            QuarkusTransaction.requiringNew()
                    .run(() ->
                            settle(approval, Approval.State.EXPIRED, Decision.DENY, "nobody decided in time", EXPIRY));
        }
    }

    private void hold(Approval approval) {
        String callId = approval.callId();
        if (callId != null) {
            calls.hold(callId);
        }
    }

    private boolean settle(Approval approval, Approval.State state, Decision decision, String reason, Caller decider) {
        hold(approval);
        Instant now = clock.instant();
        if (!store.settle(approval.id(), state, decider.principal(), now, reason)) {
            return false;
        }
        decisions.decided(
                approval, decision, decider.principal(), reason, signer.proofOf(approval, decision, decider), now);
        String callId = approval.callId();
        if (callId != null) {
            calls.decided(callId, state.label());
        }
        audit.record(decider.principal(), "approval." + word(decision), approval.id(), "allowed", details(approval));
        return true;
    }

    private static String word(Decision decision) {
        return decision == Decision.APPROVE ? "approve" : "deny";
    }

    private static Map<String, String> details(Approval approval) {
        return Map.of("title", approval.title(), "planHash", approval.planHash(), "requester", approval.requester());
    }
}
