package io.agentaiops.agentgateway.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.knowledge.RagIndexerClient;
import io.agentaiops.agentgateway.knowledge.Retrieval;
import io.agentaiops.agentgateway.memory.SessionReading;
import io.agentaiops.agentgateway.model.ModelChoice;
import io.agentaiops.agentgateway.model.WantedCall;
import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.KnownAnswers;
import io.agentaiops.agentgateway.run.LeaseKeeper;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunJournal;
import io.agentaiops.agentgateway.run.RunLeases;
import io.agentaiops.agentgateway.run.RunLifecycle;
import io.agentaiops.agentgateway.run.RunLifecycle.Ending;
import io.agentaiops.agentgateway.run.RunState;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.run.StepStore;
import io.agentaiops.agentgateway.run.Usage;
import io.agentaiops.agentgateway.toolcall.ToolCallTracker;
import io.opentelemetry.api.trace.Span;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    private final KnownAnswers knownAnswers;
    private final StepStore steps;
    private final RunLifecycle lifecycle;
    private final RunLeases leases;
    private final RunJournal journal;
    private final RagIndexerClient knowledge;
    private final RunbookPlanner planner;
    private final ModelTurn modelTurn;
    private final ToolTurn toolTurn;
    private final ToolCallTracker tracker;
    private final AgentConfig config;
    private final AgentMetrics metrics;
    private final ObjectMapper json;
    private final Clock clock;

    /** So many collaborators, since this is the one place where the kinds of steps meet. */
    RunAdvancer(
            KnownAnswers knownAnswers,
            StepStore steps,
            RunLifecycle lifecycle,
            RunLeases leases,
            RunJournal journal,
            RagIndexerClient knowledge,
            RunbookPlanner planner,
            ModelTurn modelTurn,
            ToolTurn toolTurn,
            ToolCallTracker tracker,
            AgentConfig config,
            AgentMetrics metrics,
            ObjectMapper json,
            Clock clock) {
        this.knownAnswers = knownAnswers;
        this.steps = steps;
        this.lifecycle = lifecycle;
        this.leases = leases;
        this.journal = journal;
        this.knowledge = knowledge;
        this.planner = planner;
        this.modelTurn = modelTurn;
        this.toolTurn = toolTurn;
        this.tracker = tracker;
        this.config = config;
        this.metrics = metrics;
        this.json = json;
        this.clock = clock;
    }

    /** Takes the next step of a run under its lease. */
    Progress step(Run run, LeaseKeeper.Hold hold) {
        AgentNotes notes = read(run.notes());
        List<Step> made = steps.of(run.id());
        SessionReading session = modelTurn.session(run, notes);
        ModelChoice model = modelTurn.choice(run, session);
        Work work = new Work(run, hold, notes, made, session);
        Optional<Run> known = run.notes() == null ? knownAnswers.find(run) : Optional.empty();
        if (known.isPresent()) {
            return repeat(work, known.get());
        }
        NextStep next = AgentLoop.next(new AgentLoop.Situation(run, notes, made, model, clock.instant()));
        Span.current().updateName("step " + name(next));
        return switch (next) {
            case NextStep.Retrieve retrieve -> retrieve(work, model);
            case NextStep.AskModel ask -> askModel(work, ask);
            case NextStep.LeaveModel leave -> leaveModel(work, leave.reason(), leave.limited());
            case NextStep.PlanRunbook plan -> plan(work, plan.mayCall());
            case NextStep.Wait wait -> new Progress.WaitUntil(wait.until());
            case NextStep.GiveUpCalls giveUp -> {
                tracker.giveUp(giveUp.callIds(), giveUp.reason());
                yield new Progress.GoOn();
            }
            case NextStep.AnswerFromModel answer -> answer(work, answer.text(), answer.model());
            case NextStep.AnswerFromRunbooks answer -> answer(work);
            case NextStep.Fail fail ->
                end(work, new RunState.Running().fail(), fail.reason(), AnswerMode.RUNBOOK, null, Answer.NONE);
            case NextStep.Expire expire ->
                end(
                        work,
                        new RunState.Running().expire(),
                        "nobody could work on it in time",
                        run.mode(),
                        run.model(),
                        Answer.NONE);
        };
    }

    /** As it is called in traces. */
    private static String name(NextStep next) {
        return switch (next) {
            case NextStep.Retrieve retrieve -> "retrieve";
            case NextStep.AskModel ask -> "ask-model";
            case NextStep.LeaveModel leave -> "leave-model";
            case NextStep.PlanRunbook plan -> "plan-runbook";
            case NextStep.Wait wait -> "wait";
            case NextStep.GiveUpCalls giveUp -> "give-up-calls";
            case NextStep.AnswerFromModel answer -> "answer-from-model";
            case NextStep.AnswerFromRunbooks answer -> "answer-from-runbooks";
            case NextStep.Fail fail -> "fail";
            case NextStep.Expire expire -> "expire";
        };
    }

    /** Ends a run that cannot be worked on. */
    void fail(Run run, String owner, String reason) {
        RunState.Ended failed = new RunState.Running().fail();
        lifecycle.end(run, owner, ending(failed, reason, run.mode(), run.model(), Answer.NONE, run.usage()));
    }

    boolean endUnread(String runId) {
        return lifecycle.endUnread(runId);
    }

    /** A run, the lease it is worked on under, and what was known when the step began. */
    private record Work(Run run, LeaseKeeper.Hold hold, AgentNotes notes, List<Step> made, SessionReading session) {

        Work with(AgentNotes newNotes) {
            return new Work(run, hold, newNotes, made, session);
        }
    }

    private Progress retrieve(Work work, ModelChoice model) {
        Run run = work.run();
        Retrieval found = knowledge.search(run.question(), config.passages(), run.caller());
        boolean withModel = run.askedMode() != AnswerMode.RUNBOOK && model instanceof ModelChoice.Usable;
        AnswerMode mode = withModel ? AnswerMode.MODEL : AnswerMode.RUNBOOK;
        String name = withModel && model instanceof ModelChoice.Usable usable ? usable.model() : null;
        return keep(work, work.notes().retrieved(found), mode, name);
    }

    private Progress askModel(Work work, NextStep.AskModel ask) {
        Run run = work.run();
        AgentNotes notes = work.notes();
        TokenWriter tokens = new TokenWriter(
                journal, run.id(), work.hold().owner(), notes.turns().size() + 1);
        BooleanSupplier lost = () -> work.hold().getAsBoolean() || tokens.getAsBoolean();
        BooleanSupplier abandoned =
                () -> lost.getAsBoolean() || !clock.instant().isBefore(run.deadline());
        ModelReply reply =
                modelTurn.take(run, work.session(), notes, relevant(notes), work.made(), ask, tokens, abandoned);
        return switch (reply) {
            case ModelReply.Said said -> {
                Usage usage = notes.usage().plus(said.promptTokens(), said.answerTokens(), said.omitted());
                AgentNotes.Turn turn = new AgentNotes.Turn(said.text(), List.of());
                yield answer(work.with(notes.said(turn, usage)), said.text(), said.model());
            }
            case ModelReply.WantsTools wants -> request(work, wants.model(), wants);
            case ModelReply.Broke broke -> leaveModel(work, broke.reason(), false);
            case ModelReply.Abandoned gone -> lost.getAsBoolean() ? new Progress.Over() : new Progress.GoOn();
        };
    }

    /** The same answer as before, with what it rests on. */
    private Progress repeat(Work work, Run known) {
        Answer answer = new Answer(known.answer(), known.citations(), known.evidence());
        return end(work, new RunState.Running().succeed(), null, AnswerMode.CACHE, known.model(), answer);
    }

    private Progress leaveModel(Work work, String reason, boolean limited) {
        metrics.left(limited);
        return keep(work, work.notes().withoutModel(reason, limited), AnswerMode.RUNBOOK, null);
    }

    /** The turn, its calls and the wait for their results are one commit: no call is lost, none is made twice. */
    private Progress request(Work work, String model, ModelReply.WantsTools wants) {
        Set<String> known = toolTurn.known();
        List<WantedCall> calls = toolTurn.distinct(wants.calls());
        Usage usage = work.notes().usage().plus(wants.promptTokens(), wants.answerTokens(), wants.omitted());
        AgentNotes notes = work.notes().said(new AgentNotes.Turn(wants.text(), calls), usage);
        return QuarkusTransaction.requiringNew().call(() -> {
            Progress kept = keep(work, notes, AnswerMode.MODEL, model);
            return kept instanceof Progress.GoOn
                    ? await(work, toolTurn.request(work.run(), calls, work.made(), known))
                    : kept;
        });
    }

    private Progress plan(Work work, int mayCall) {
        RunbookPlanner.Planned planned =
                planner.plan(retrieval(work.notes()), work.run().caller(), mayCall);
        return QuarkusTransaction.requiringNew().call(() -> {
            Progress kept = keep(work, work.notes().planned(planned.plan()), AnswerMode.RUNBOOK, null);
            return kept instanceof Progress.GoOn
                    ? await(work, tracker.request(work.run(), work.made().size(), planned.next()))
                    : kept;
        });
    }

    /** Lets go of the run in the commit that asks for results; whoever stores the last of them takes it up again. */
    private Progress await(Work work, Optional<Instant> until) {
        boolean released =
                until.isPresent() && leases.release(work.run(), work.hold().owner(), until.get());
        return released ? new Progress.Over() : new Progress.GoOn();
    }

    private Progress answer(Work work, String text, String model) {
        AgentNotes notes = work.notes();
        Answer answer = ModelAnswer.bind(text, relevant(notes), retrieval(notes), work.made());
        return end(work, new RunState.Running().succeed(), null, AnswerMode.MODEL, model, answer);
    }

    private Progress answer(Work work) {
        AgentNotes notes = work.notes();
        AgentNotes.Plan plan = Objects.requireNonNull(notes.plan(), "plan");
        Answer answer = RunbookAnswer.compose(relevance(), withoutModel(notes), retrieval(notes), plan, work.made());
        return end(work, new RunState.Running().succeed(), null, AnswerMode.RUNBOOK, null, answer);
    }

    private static String withoutModel(AgentNotes notes) {
        String because = Objects.requireNonNullElse(notes.modelProblem(), "as asked for");
        return notes.turns().isEmpty()
                ? "**No model took part in this answer** (" + because + ")"
                : "**The model came to no answer** (" + because + ")";
    }

    private Progress keep(Work work, AgentNotes notes, @Nullable AnswerMode mode, @Nullable String model) {
        boolean kept = lifecycle.progress(work.run(), work.hold().owner(), write(notes), mode, model, notes.usage());
        return kept ? new Progress.GoOn() : new Progress.Over();
    }

    private Progress end(
            Work work,
            RunState.Ended state,
            @Nullable String reason,
            @Nullable AnswerMode mode,
            @Nullable String model,
            Answer answer) {
        Ending ending = ending(state, reason, mode, model, answer, work.notes().usage());
        lifecycle.end(work.run(), work.hold().owner(), ending);
        return new Progress.Over();
    }

    private static Ending ending(
            RunState.Ended state,
            @Nullable String reason,
            @Nullable AnswerMode mode,
            @Nullable String model,
            Answer answer,
            Usage usage) {
        return new Ending(state, reason, mode, model, answer.markdown(), answer.citations(), answer.evidence(), usage);
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
