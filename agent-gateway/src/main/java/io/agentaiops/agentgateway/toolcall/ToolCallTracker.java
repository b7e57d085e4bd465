package io.agentaiops.agentgateway.toolcall;

import io.agentaiops.agentgateway.run.LeaseKeeper;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunEvent;
import io.agentaiops.agentgateway.run.RunJournal;
import io.agentaiops.agentgateway.run.RunLeases;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.run.StepState;
import io.agentaiops.agentgateway.run.StepStore;
import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps the steps of runs in line with what tool-runner says. A result counts once. One that comes late completes its
 * step, for it is what happened; it never changes the answer of a run that has ended.
 */
@ApplicationScoped
public class ToolCallTracker {

    /**
     * The last result that a run waited for has come, and its lease was taken in the same transaction.
     *
     * @param runId the run to go on with
     * @param owner under which the lease was taken
     */
    public record Grant(String runId, String owner) {}

    /** Long enough for a tool-runner that was killed to be back. */
    private static final Duration START_WITHIN = Duration.ofSeconds(60);

    private static final Duration APPROVE_WITHIN = Duration.ofMinutes(30);

    /** Time for the result to come back. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final StepStore steps;
    private final RunJournal journal;
    private final RunLeases leases;
    private final LeaseKeeper keeper;
    private final ToolCallRequests requests;
    private final Clock clock;

    ToolCallTracker(
            StepStore steps,
            RunJournal journal,
            RunLeases leases,
            LeaseKeeper keeper,
            ToolCallRequests requests,
            Clock clock) {
        this.steps = steps;
        this.journal = journal;
        this.leases = leases;
        this.keeper = keeper;
        this.requests = requests;
        this.clock = clock;
    }

    /**
     * Asks for the calls and stores them as steps, in the current transaction: all of them or none. Says until when the
     * results are waited for, when any are.
     */
    @Transactional
    public Optional<Instant> request(Run run, List<PlannedCall> calls) {
        Instant now = clock.instant();
        Instant startBy = earlier(now.plus(START_WITHIN), run.deadline());
        Optional<Instant> until = Optional.empty();
        int ordinal = steps.count(run.id());
        for (PlannedCall call : calls) {
            ordinal++;
            Instant awaitUntil = startBy.plus(call.timeout()).plus(SLACK);
            until = Optional.of(until.isPresent() && until.get().isAfter(awaitUntil) ? until.get() : awaitUntil);
            add(run, asked(call, ordinal, now, awaitUntil));
            requests.request(run, call, call.needsApproval() ? now.plus(APPROVE_WITHIN) : startBy);
        }
        return until.map(time -> earlier(time, run.deadline()));
    }

    /** A step that ends without anybody being asked, such as a call of a tool that does not exist. */
    @Transactional
    public void refuse(Run run, PlannedCall call, String reason) {
        Instant now = clock.instant();
        add(
                run,
                asked(call, steps.count(run.id()) + 1, now, now)
                        .ended(Step.Result.without(StepState.FAILED, reason, now)));
    }

    /** A call that was made before in the same run: answered from its first result. */
    @Transactional
    public void repeat(Run run, PlannedCall call, Step earlier) {
        add(run, earlier.repeated(call.callId(), steps.count(run.id()) + 1, clock.instant()));
    }

    /** Takes a result in; the run to go on with, when it was the last that the run waited for. */
    @Transactional
    public Optional<Grant> completed(String callId, Step.Result result) {
        return change(callId, step -> step.state().isOpen() ? Optional.of(step.ended(result)) : Optional.empty())
                .filter(runId -> !steps.anyOutstanding(runId))
                .map(runId -> new Grant(runId, Ids.next()))
                .filter(grant -> leases.wake(grant.runId(), grant.owner(), keeper.lease()));
    }

    /** A person must decide first; the run that must be looked at, unless the call is not ours. */
    @Transactional
    public Optional<Grant> offered(String callId, Step.Offer offer) {
        Optional<String> run = change(
                callId,
                step -> step.state().isOpen()
                        ? Optional.of(step.offered(StepState.WAITING_APPROVAL, offer))
                        : Optional.empty());
        run.ifPresent(runId -> journal.add(runId, RunEvent.APPROVAL, offer));
        return run.filter(runId -> !steps.anyOutstanding(runId))
                .map(runId -> new Grant(runId, Ids.next()))
                .filter(grant -> leases.wake(grant.runId(), grant.owner(), keeper.lease()));
    }

    /**
     * Locks the call's run and step, in the current transaction. Whoever changes an approval as well begins with this:
     * a run that is stopped locks in that order.
     */
    @Transactional
    public void hold(String callId) {
        var unused = steps.lock(callId);
    }

    /** The decision was made; its result comes later, as a completed call. */
    @Transactional
    public void decided(String callId, String decision) {
        steps.lock(callId).ifPresent(located -> {
            Step.Offer offer = located.step().approval();
            if (offer != null) {
                Step.Offer decided = offer.decided(decision);
                Step step = located.step().offered(located.step().state(), decided);
                steps.update(located.runId(), step);
                journal.add(located.runId(), RunEvent.APPROVAL, decided);
            }
        });
    }

    /** Stops waiting for these calls. */
    @Transactional
    public void giveUp(List<String> callIds, String reason) {
        Step.Result nothing = Step.Result.without(StepState.NO_RESULT, reason, clock.instant());
        for (String callId : callIds) {
            change(callId, step -> step.state().isOutstanding() ? Optional.of(step.ended(nothing)) : Optional.empty());
        }
    }

    private Optional<String> change(String callId, Function<Step, Optional<Step>> change) {
        Optional<StepStore.Located> located = steps.lock(callId);
        if (located.isEmpty()) {
            return Optional.empty();
        }
        String runId = located.get().runId();
        Optional<Step> changed = change.apply(located.get().step());
        changed.ifPresent(step -> {
            steps.update(runId, step);
            journal.add(runId, RunEvent.STEP, step);
        });
        return changed.map(step -> runId);
    }

    private void add(Run run, Step step) {
        steps.insert(run.id(), step);
        journal.add(run.id(), RunEvent.STEP, step);
    }

    private static Step asked(PlannedCall call, int ordinal, Instant now, Instant awaitUntil) {
        return Step.asked(call.callId(), ordinal, call.title(), call.tool(), call.arguments(), now, awaitUntil);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
