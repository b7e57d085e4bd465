package io.agentaiops.agentgateway.toolcall;

import io.agentaiops.agentgateway.run.LeaseKeeper;
import io.agentaiops.agentgateway.run.ResultStore;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
     * @param run the run as it was when the lease was taken; null when it has not been read
     */
    public record Grant(
            String runId, String owner, @Nullable Run run) {}

    /** Long enough for a tool-runner that was killed to be back. */
    private static final Duration START_WITHIN = Duration.ofSeconds(60);

    private static final Duration APPROVE_WITHIN = Duration.ofMinutes(30);

    /** Time for the result to come back. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final StepStore steps;
    private final ResultStore results;
    private final RunJournal journal;
    private final RunLeases leases;
    private final LeaseKeeper keeper;
    private final ToolCallRequests requests;
    private final Clock clock;

    ToolCallTracker(
            StepStore steps,
            ResultStore results,
            RunJournal journal,
            RunLeases leases,
            LeaseKeeper keeper,
            ToolCallRequests requests,
            Clock clock) {
        this.steps = steps;
        this.results = results;
        this.journal = journal;
        this.leases = leases;
        this.keeper = keeper;
        this.requests = requests;
        this.clock = clock;
    }

    /**
     * Stores the calls as steps and asks for those that are to be made, in the current transaction: all of them or none.
     * Says until when the results are waited for, when any are.
     *
     * @param made how many steps the run has; only who holds its lease adds any
     */
    @Transactional
    public Optional<Instant> request(Run run, int made, List<NextCall> calls) {
        Instant now = clock.instant();
        Instant startBy = earlier(now.plus(START_WITHIN), run.deadline());
        List<Step> added = new ArrayList<>();
        List<ToolCallRequests.Asked> asked = new ArrayList<>();
        for (NextCall next : calls) {
            int ordinal = made + added.size() + 1;
            added.add(
                    switch (next) {
                        case NextCall.Make(PlannedCall call) -> {
                            asked.add(new ToolCallRequests.Asked(
                                    call, call.needsApproval() ? now.plus(APPROVE_WITHIN) : startBy));
                            yield asked(
                                    call,
                                    ordinal,
                                    now,
                                    startBy.plus(call.timeout()).plus(SLACK));
                        }
                        case NextCall.Refuse(PlannedCall call, String reason) ->
                            asked(call, ordinal, now, now).ended(Step.Result.without(StepState.FAILED, reason, now));
                        case NextCall.Repeat(PlannedCall call, Step earlier) ->
                            earlier.repeated(call.callId(), ordinal, now);
                    });
        }
        steps.insertAll(run.id(), added);
        journal.addAll(
                run.id(),
                added.stream()
                        .map(step -> new RunJournal.Entry(RunEvent.STEP, step))
                        .toList());
        requests.request(run, asked);
        return added.stream()
                .filter(step -> step.state().isOutstanding())
                .map(Step::awaitUntil)
                .max(Instant::compareTo)
                .map(time -> earlier(time, run.deadline()));
    }

    /** Takes a result in; the run to go on with, when it was the last that the run waited for. */
    @Transactional
    public Optional<Grant> completed(String callId, Step.Result result) {
        return steps.lock(callId)
                .filter(located -> located.step().state().isOpen())
                .flatMap(located -> settle(located.runId(), located.step().ended(result)));
    }

    private Optional<Grant> settle(String runId, Step ended) {
        String owner = Ids.next();
        return results.settle(runId, ended, owner, keeper.lease()).map(run -> new Grant(runId, owner, run));
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
                .map(runId -> new Grant(runId, Ids.next(), null))
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

    private static Step asked(PlannedCall call, int ordinal, Instant now, Instant awaitUntil) {
        return Step.asked(call.callId(), ordinal, call.title(), call.tool(), call.arguments(), now, awaitUntil);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
