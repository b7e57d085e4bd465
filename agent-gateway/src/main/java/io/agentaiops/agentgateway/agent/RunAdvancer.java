package io.agentaiops.agentgateway.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.knowledge.RagIndexerClient;
import io.agentaiops.agentgateway.knowledge.Retrieval;
import io.agentaiops.agentgateway.model.ModelChoice;
import io.agentaiops.agentgateway.model.ModelReply;
import io.agentaiops.agentgateway.model.Models;
import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunLifecycle;
import io.agentaiops.agentgateway.run.RunLifecycle.Ending;
import io.agentaiops.agentgateway.run.RunState;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.run.StepStore;
import io.agentaiops.agentgateway.run.Usage;
import io.agentaiops.agentgateway.toolcall.ToolCallTracker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one step that {@link AgentLoop} decided on. What it found is stored before the next decision is made, in
 * one commit with what was asked for, so that a step is repeated only if nothing of it was kept.
 */
@ApplicationScoped
class RunAdvancer {

    /** Whether there is more to do. */
    sealed interface Progress {
        record GoOn() implements Progress {}

        record WaitUntil(Instant time) implements Progress {}

        record Over() implements Progress {}
    }

    private final StepStore steps;
    private final RunLifecycle lifecycle;
    private final RagIndexerClient knowledge;
    private final RunbookPlanner planner;
    private final ModelTurn modelTurn;
    private final Models models;
    private final ToolCallTracker tracker;
    private final AgentConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    RunAdvancer(
            StepStore steps,
            RunLifecycle lifecycle,
            RagIndexerClient knowledge,
            RunbookPlanner planner,
            ModelTurn modelTurn,
            Models models,
            ToolCallTracker tracker,
            AgentConfig config,
            ObjectMapper json,
            Clock clock) {
        this.steps = steps;
        this.lifecycle = lifecycle;
        this.knowledge = knowledge;
        this.planner = planner;
        this.modelTurn = modelTurn;
        this.models = models;
        this.tracker = tracker;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /** Takes the next step of a run whose lease that owner holds. */
    Progress step(Run run, String owner, BooleanSupplier lost) {
        AgentNotes notes = read(run.notes());
        List<Step> made = steps.of(run.id());
        ModelChoice model = models.choose(run.askedModel());
        NextStep next =
                AgentLoop.next(new AgentLoop.Situation(run, notes, made, model, config.maxTurns(), clock.instant()));
        return switch (next) {
            case NextStep.Retrieve retrieve -> retrieve(run, owner, notes, model);
            case NextStep.AskModel ask -> askModel(run, owner, notes, made, ask, lost);
            case NextStep.LeaveModel leave ->
                keep(run, owner, notes.withoutModel(leave.reason()), AnswerMode.RUNBOOK, null);
            case NextStep.PlanRunbook plan -> plan(run, owner, notes);
            case NextStep.Wait wait -> new Progress.WaitUntil(wait.until());
            case NextStep.GiveUpCalls giveUp -> {
                giveUp.callIds().forEach(tracker::giveUp);
                yield new Progress.GoOn();
            }
            case NextStep.AnswerFromModel answer -> answer(run, owner, notes, answer);
            case NextStep.AnswerFromRunbooks answer -> answer(run, owner, notes, made);
            case NextStep.Fail fail ->
                end(
                        run,
                        owner,
                        new RunState.Running().fail(),
                        fail.reason(),
                        AnswerMode.RUNBOOK,
                        null,
                        null,
                        notes.usage());
            case NextStep.Expire expire -> expire(run, owner);
        };
    }

    /** Ends a run that cannot be worked on. */
    void fail(Run run, String owner, String reason) {
        end(run, owner, new RunState.Running().fail(), reason, run.mode(), run.model(), null, run.usage());
    }

    private Progress retrieve(Run run, String owner, AgentNotes notes, ModelChoice model) {
        Retrieval found = knowledge.search(run.question(), config.passages(), run.caller());
        boolean withModel = run.askedMode() != AnswerMode.RUNBOOK && model instanceof ModelChoice.Usable;
        AnswerMode mode = withModel ? AnswerMode.MODEL : AnswerMode.RUNBOOK;
        String name = withModel && model instanceof ModelChoice.Usable usable ? usable.model() : null;
        return keep(run, owner, notes.retrieved(found), mode, name);
    }

    private Progress askModel(
            Run run, String owner, AgentNotes notes, List<Step> made, NextStep.AskModel ask, BooleanSupplier lost) {
        BooleanSupplier abandoned =
                () -> lost.getAsBoolean() || !clock.instant().isBefore(run.deadline());
        ModelReply reply = modelTurn.take(run, notes, relevant(notes), made, ask, abandoned);
        return switch (reply) {
            case ModelReply.Said said -> {
                Usage usage = notes.usage().plus(said.promptTokens(), said.answerTokens());
                AgentNotes.Turn turn = new AgentNotes.Turn(said.text(), List.of());
                yield keep(run, owner, notes.said(turn, usage), AnswerMode.MODEL, ask.model());
            }
            case ModelReply.WantsTools wants -> {
                Usage usage = notes.usage().plus(wants.promptTokens(), wants.answerTokens());
                AgentNotes.Turn turn = new AgentNotes.Turn(wants.text(), wants.calls());
                yield QuarkusTransaction.requiringNew().call(() -> {
                    Progress kept = keep(run, owner, notes.said(turn, usage), AnswerMode.MODEL, ask.model());
                    if (kept instanceof Progress.GoOn) {
                        modelTurn.request(run, wants.calls(), made.size());
                    }
                    return kept;
                });
            }
            case ModelReply.Broke broke ->
                keep(run, owner, notes.withoutModel(broke.reason()), AnswerMode.RUNBOOK, null);
            case ModelReply.Abandoned gone -> lost.getAsBoolean() ? new Progress.Over() : new Progress.GoOn();
        };
    }

    private Progress plan(Run run, String owner, AgentNotes notes) {
        RunbookPlanner.Planned planned = planner.plan(retrieval(notes), run.caller());
        return QuarkusTransaction.requiringNew().call(() -> {
            Progress kept = keep(run, owner, notes.planned(planned.plan()), AnswerMode.RUNBOOK, null);
            if (kept instanceof Progress.GoOn) {
                tracker.request(run, planned.calls());
            }
            return kept;
        });
    }

    private Progress answer(Run run, String owner, AgentNotes notes, NextStep.AnswerFromModel from) {
        Answer answer = ModelAnswer.bind(from.text(), relevant(notes), retrieval(notes));
        return end(
                run,
                owner,
                new RunState.Running().succeed(),
                null,
                AnswerMode.MODEL,
                from.model(),
                answer,
                notes.usage());
    }

    private Progress answer(Run run, String owner, AgentNotes notes, List<Step> made) {
        AgentNotes.Plan plan = Objects.requireNonNull(notes.plan(), "plan");
        String because = Objects.requireNonNullElse(notes.modelProblem(), "as asked for");
        Answer answer = RunbookAnswer.compose(relevance(), because, retrieval(notes), plan, made);
        return end(run, owner, new RunState.Running().succeed(), null, AnswerMode.RUNBOOK, null, answer, notes.usage());
    }

    private Progress expire(Run run, String owner) {
        RunState.Ended expired = new RunState.Running().expire();
        return end(run, owner, expired, "nobody could work on it in time", run.mode(), run.model(), null, run.usage());
    }

    private Progress keep(Run run, String owner, AgentNotes notes, @Nullable AnswerMode mode, @Nullable String model) {
        return lifecycle.progress(run, owner, write(notes), mode, model) ? new Progress.GoOn() : new Progress.Over();
    }

    private Progress end(
            Run run,
            String owner,
            RunState.Ended state,
            @Nullable String reason,
            @Nullable AnswerMode mode,
            @Nullable String model,
            @Nullable Answer answer,
            Usage usage) {
        lifecycle.end(
                run,
                owner,
                new Ending(
                        state,
                        reason,
                        mode,
                        model,
                        answer == null ? null : answer.markdown(),
                        answer == null ? List.of() : answer.citations(),
                        usage));
        return new Progress.Over();
    }

    private List<Passage> relevant(AgentNotes notes) {
        return relevance().relevant(retrieval(notes));
    }

    private Relevance relevance() {
        return new Relevance(config.relevance());
    }

    private static Retrieval retrieval(AgentNotes notes) {
        return Objects.requireNonNull(notes.retrieval(), "retrieval");
    }

    private AgentNotes read(@Nullable String notes) {
        try {
            return notes == null ? AgentNotes.EMPTY : json.readValue(notes, AgentNotes.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the notes of a run are not readable", e);
        }
    }

    private String write(AgentNotes notes) {
        try {
            return json.writeValueAsString(notes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
