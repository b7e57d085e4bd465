package io.agentaiops.agentgateway.run;

import io.agentaiops.agentgateway.evidence.Evidence;
import io.agentaiops.eventbus.AfterCommit;
import io.agentaiops.eventbus.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The changes of a run's state, each one commit together with what is told of it. */
@ApplicationScoped
public class RunLifecycle {

    private final RunStore runs;
    private final StepStore steps;
    private final RunJournal journal;
    private final RunAnnouncements announcements;
    private final RunMetrics metrics;
    private final LeaseKeeper leases;
    private final CallsBack calls;
    private final AfterCommit afterCommit;
    private final Audit audit;
    private final Clock clock;

    RunLifecycle(
            RunStore runs,
            StepStore steps,
            RunJournal journal,
            RunAnnouncements announcements,
            RunMetrics metrics,
            LeaseKeeper leases,
            CallsBack calls,
            AfterCommit afterCommit,
            Audit audit,
            Clock clock) {
        this.runs = runs;
        this.steps = steps;
        this.journal = journal;
        this.announcements = announcements;
        this.metrics = metrics;
        this.leases = leases;
        this.calls = calls;
        this.afterCommit = afterCommit;
        this.audit = audit;
        this.clock = clock;
    }

    /** The end of a run as the agent found it. */
    public record Ending(
            RunState.Ended state,
            @Nullable String reason,
            @Nullable AnswerMode mode,
            @Nullable String model,
            @Nullable String answer,
            List<Citation> citations,
            Evidence evidence,
            Usage usage) {}

    /** Stores the agent's notes under its lease; false when the run is no longer the agent's to work on. */
    @Transactional
    public boolean progress(
            Run run, String owner, String notes, @Nullable AnswerMode mode, @Nullable String model, Usage usage) {
        if (!runs.progress(run.id(), owner, notes, mode, model, usage)) {
            return false;
        }
        if (mode != run.mode()) {
            journal.add(run.id(), RunEvent.RUN, new Head(run.state().label(), mode, model));
        }
        return true;
    }

    /** Ends a run under the agent's lease; false when somebody else ended it first. */
    @Transactional
    public boolean end(Run run, String owner, Ending ending) {
        Run ended = with(run, ending);
        return runs.end(ended, owner) && tell(ended);
    }

    /**
     * Ends a run whose text cannot be decrypted, once its time is over: until then the key may come back. Says whether
     * this did it.
     */
    @Transactional
    public boolean endUnread(String runId) {
        String reason = "the stored text of this run cannot be decrypted: its key is missing, or it was changed";
        return runs.endUnread(runId, new RunState.Failed().label(), reason, clock.instant())
                && runs.find(runId).filter(this::tell).isPresent();
    }

    /** Stops a run on behalf of its asker; false when it had ended before. */
    @Transactional
    public boolean cancel(Run run, String principal) {
        if (!(run.state() instanceof RunState.Open open)) {
            return false;
        }
        Ending ending = new Ending(
                open.cancel(),
                "stopped by " + principal,
                run.mode(),
                run.model(),
                null,
                List.of(),
                Evidence.NONE,
                run.usage());
        Run ended = with(run, ending);
        if (!runs.end(ended, null)) {
            return false;
        }
        stopWaiting(ended, principal);
        audit.record(principal, "run.cancel", run.id(), "succeeded", Map.of());
        return tell(ended);
    }

    /** Stores what the asker thinks of the answer. */
    @Transactional
    public void rate(Run run, String rating, String comment, String principal) {
        runs.rate(run.id(), rating, comment);
        metrics.rated(rating);
        audit.record(principal, "run.feedback", run.id(), rating, Map.of());
    }

    /** What still comes from a tool that was called back is noted at its step, and changes nothing else. */
    private void stopWaiting(Run ended, String principal) {
        Step.Result stopped = Step.Result.without(
                StepState.NO_RESULT, principal + " stopped the run before the result came", clock.instant());
        for (Step step : steps.of(ended.id())) {
            if (step.state().isAwaited()) {
                Step given = step.ended(stopped).withdrawn();
                steps.update(ended.id(), given);
                journal.add(ended.id(), RunEvent.STEP, given);
            }
            if (step.state().isOpen()) {
                calls.callBack(ended, step, principal);
            }
        }
    }

    private boolean tell(Run ended) {
        List<Step> all = steps.of(ended.id());
        List<RunJournal.Entry> last = new ArrayList<>();
        ended.citations().forEach(citation -> last.add(new RunJournal.Entry(RunEvent.CITATION, citation)));
        last.add(new RunJournal.Entry(RunEvent.USAGE, ended.usage()));
        if (ended.state() instanceof RunState.Failed) {
            last.add(new RunJournal.Entry(
                    RunEvent.ERROR,
                    Map.of(
                            "title", "The question could not be answered",
                            "detail", String.valueOf(ended.reason()),
                            "code", "run-failed")));
        }
        last.add(new RunJournal.Entry(RunEvent.DONE, RunView.of(ended, all)));
        journal.addAll(ended.id(), last);
        announcements.ended(ended, all.size());
        afterCommit.run(() -> leases.ended(ended.id()));
        metrics.ended(ended, Duration.between(ended.acceptedAt(), clock.instant()));
        audit.record(
                ended.caller().principal(),
                "run.end",
                ended.id(),
                ended.state().label(),
                Map.of("toolCalls", Integer.toString(all.size())));
        return true;
    }

    private Run with(Run run, Ending ending) {
        return new Run(
                run.id(),
                run.sessionId(),
                run.caller(),
                run.askedMode(),
                run.askedModel(),
                run.question(),
                ending.state(),
                ending.reason(),
                ending.mode(),
                ending.model(),
                ending.answer(),
                ending.citations(),
                ending.evidence(),
                ending.usage(),
                run.limits(),
                null,
                run.acceptedAt(),
                run.startedAt(),
                clock.instant(),
                run.deadline(),
                run.wakes());
    }

    private record Head(
            String state,
            @Nullable AnswerMode mode,
            @Nullable String model) {}
}
