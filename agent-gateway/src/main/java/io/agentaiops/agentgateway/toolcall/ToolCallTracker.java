package io.agentaiops.agentgateway.toolcall;

import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunEvent;
import io.agentaiops.agentgateway.run.RunJournal;
import io.agentaiops.agentgateway.run.RunLeases;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.run.StepState;
import io.agentaiops.agentgateway.run.StepStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps the steps of runs in line with what tool-runner says. A result counts once; one that comes after the run has
 * ended still completes its step and is told to whoever follows.
 */
@ApplicationScoped
public class ToolCallTracker {

    /** Time for the way to tool-runner and back, and for its queue. */
    private static final Duration SLACK = Duration.ofSeconds(15);

    private static final Duration START_WITHIN = Duration.ofMinutes(2);
    private static final Duration APPROVE_WITHIN = Duration.ofMinutes(30);

    private final StepStore steps;
    private final RunJournal journal;
    private final RunLeases leases;
    private final ToolCallRequests requests;
    private final Clock clock;

    ToolCallTracker(StepStore steps, RunJournal journal, RunLeases leases, ToolCallRequests requests, Clock clock) {
        this.steps = steps;
        this.journal = journal;
        this.leases = leases;
        this.requests = requests;
        this.clock = clock;
    }

    /** Asks for the calls and stores them as steps, in the current transaction. */
    @Transactional
    public void request(Run run, List<PlannedCall> calls) {
        Instant now = clock.instant();
        int ordinal = steps.of(run.id()).size();
        for (PlannedCall call : calls) {
            ordinal++;
            Step step = Step.asked(
                    call.callId(),
                    ordinal,
                    call.title(),
                    call.tool(),
                    call.arguments(),
                    now,
                    now.plus(call.timeout()).plus(SLACK));
            steps.insert(run.id(), step);
            requests.request(run, call, now.plus(call.needsApproval() ? APPROVE_WITHIN : START_WITHIN));
            journal.add(run.id(), RunEvent.STEP, step);
        }
    }

    /** A step that ends without anybody being asked, such as a call of a tool that does not exist. */
    @Transactional
    public void refuse(Run run, PlannedCall call, String reason) {
        Instant now = clock.instant();
        Step step = Step.asked(
                        call.callId(),
                        steps.of(run.id()).size() + 1,
                        call.title(),
                        call.tool(),
                        call.arguments(),
                        now,
                        now)
                .ended(Step.Result.without(StepState.FAILED, reason, now));
        steps.insert(run.id(), step);
        journal.add(run.id(), RunEvent.STEP, step);
    }

    /** Takes a result in; the run that must be looked at, unless the call is not ours or had its result before. */
    @Transactional
    public Optional<String> completed(String callId, Step.Result result) {
        return change(callId, step -> step.state().isOpen() ? Optional.of(step.ended(result)) : Optional.empty());
    }

    /** A person must decide first; the run that must be looked at, unless the call is not ours. */
    @Transactional
    public Optional<String> offered(String callId, Step.Offer offer) {
        Optional<String> run = change(
                callId,
                step -> step.state().isOpen()
                        ? Optional.of(step.offered(StepState.WAITING_APPROVAL, offer))
                        : Optional.empty());
        run.ifPresent(runId -> journal.add(runId, RunEvent.APPROVAL, offer));
        return run;
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

    /** Stops waiting for a step whose time is over. */
    @Transactional
    public void giveUp(String callId) {
        Instant now = clock.instant();
        change(
                callId,
                step -> step.state().isOutstanding() && !now.isBefore(step.awaitUntil())
                        ? Optional.of(step.ended(
                                Step.Result.without(StepState.NO_RESULT, "tool-runner sent no result in time", now)))
                        : Optional.empty());
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
            leases.wake(runId);
            journal.add(runId, RunEvent.STEP, step);
        });
        return changed.map(step -> runId);
    }
}
