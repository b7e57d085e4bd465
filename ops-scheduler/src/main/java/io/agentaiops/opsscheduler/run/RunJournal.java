package io.agentaiops.opsscheduler.run;

import io.agentaiops.opsscheduler.procedure.OnFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes down and tells every change of a run, and keeps the alerts that come of failures. */
@ApplicationScoped
class RunJournal {

    private final RunEventStore events;
    private final RunAlerts alerts;
    private final RunPublisher publisher;
    private final RunMetrics metrics;
    private final Event<RunEnded> ended;

    RunJournal(
            RunEventStore events, RunAlerts alerts, RunPublisher publisher, RunMetrics metrics, Event<RunEnded> ended) {
        this.events = events;
        this.alerts = alerts;
        this.publisher = publisher;
        this.metrics = metrics;
        this.ended = ended;
    }

    void started(Run run, Instant now) {
        tell(run, null, "Queued", now);
        metrics.runStarted(run);
    }

    void stepChanged(Run run, StepRun step, Instant now) {
        tell(run, step, step.summary(), now);
    }

    void stepEnded(Run run, StepRun step, Instant now) {
        tell(run, step, step.summary(), now);
        metrics.stepEnded(step);
        if (step.state().isFailure() && step.onFailure() == OnFailure.ALERT) {
            alerts.failed(run, step, step.summary(), now);
        } else if (step.state() == StepState.SUCCEEDED && !run.dryRun()) {
            alerts.succeeded(run, step, now);
        }
    }

    void held(Run run, String summary, Instant now) {
        tell(run, null, summary, now);
    }

    /** {@code before} is the run as it was: the steps that ended with it are told one by one. */
    void runEnded(Run before, Run run, Instant now) {
        stopped(before, run, summary(run), now);
        metrics.runEnded(run);
        switch (run.state()) {
            case FAILED -> alerts.failed(run, null, summary(run), now);
            case SUCCEEDED -> {
                if (!run.dryRun()) {
                    alerts.succeeded(run, now);
                }
            }
            case CANCELLED, QUEUED, RUNNING, WAITING_APPROVAL, PAUSED -> {
                // says nothing about the platform's health
            }
        }
        ended.fire(new RunEnded(run));
    }

    /** As {@link #runEnded} for steps that end while the run goes on. */
    void stopped(Run before, Run run, String summary, Instant now) {
        for (StepRun step : run.steps()) {
            if (!Objects.equals(before.steps().get(step.position()).state(), step.state())) {
                tell(run, step, step.summary(), now);
            }
        }
        tell(run, null, summary, now);
    }

    /** One line that says how a run ended. */
    static String summary(Run run) {
        List<String> failed = run.steps().stream()
                .filter(step -> step.state().isFailure())
                .map(StepRun::title)
                .toList();
        long open = run.steps().stream()
                .filter(step -> step.state() == StepState.OPEN)
                .count();
        String people = open == 0 ? "" : "; " + open + " left to people";
        return switch (run.state()) {
            case SUCCEEDED -> (run.dryRun() ? "Dry run: nothing was done" : "All steps succeeded") + people;
            case FAILED ->
                (run.overran() ? "The window closed before it was done; " : "") + failed.size() + " of "
                        + run.steps().size() + " steps failed: " + String.join(", ", failed) + people;
            case CANCELLED -> "Cancelled";
            case PAUSED -> "Paused";
            case QUEUED, RUNNING, WAITING_APPROVAL ->
                run.cancelled() ? "Cancelled; what is for the end is still done" : "Under way";
        };
    }

    private void tell(Run run, @Nullable StepRun step, String summary, Instant now) {
        events.append(run, step, summary, now);
        publisher.progressed(run, step, summary, now);
    }
}
