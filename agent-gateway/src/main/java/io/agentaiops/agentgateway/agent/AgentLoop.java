package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.knowledge.Retrieval;
import io.agentaiops.agentgateway.model.ModelChoice;
import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.Limits;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what an agent does next, from what is known and nothing else. Doing it is {@link RunAdvancer}'s part, so that
 * every decision can be tested, and made again by another replica.
 */
final class AgentLoop {

    private static final Duration TOO_LATE = Duration.ofMinutes(10);

    /**
     * What is known.
     *
     * @param run the run
     * @param notes what the agent noted
     * @param steps the tool calls made so far
     * @param model whether a model can be used now
     * @param now the time
     */
    record Situation(Run run, AgentNotes notes, List<Step> steps, ModelChoice model, Instant now) {

        boolean isOverTime() {
            return !now.isBefore(run.deadline());
        }

        int callsLeft() {
            return Math.max(0, run.limits().toolCalls() - steps.size());
        }
    }

    private AgentLoop() {}

    static NextStep next(Situation known) {
        Run run = known.run();
        if (known.now().isAfter(run.deadline().plus(TOO_LATE))) {
            return new NextStep.Expire();
        }
        Retrieval retrieval = known.notes().retrieval();
        if (retrieval == null) {
            return new NextStep.Retrieve();
        }
        List<Step> outstanding = known.steps().stream()
                .filter(step -> step.state().isOutstanding())
                .toList();
        if (!outstanding.isEmpty()) {
            return waitFor(outstanding, known);
        }
        boolean modelMayAnswer =
                run.askedMode() != AnswerMode.RUNBOOK && known.notes().modelProblem() == null;
        if (modelMayAnswer) {
            return withModel(known);
        }
        return fromRunbooks(known, retrieval);
    }

    private static NextStep waitFor(List<Step> outstanding, Situation known) {
        List<String> all = outstanding.stream().map(Step::callId).toList();
        if (known.isOverTime()) {
            return new NextStep.GiveUpCalls(
                    all, "the run may take " + known.run().limits().seconds() + " s, and no result came in that time");
        }
        Instant last = outstanding.stream()
                .map(Step::awaitUntil)
                .max(Instant::compareTo)
                .orElse(known.now());
        if (!last.isAfter(known.now())) {
            return new NextStep.GiveUpCalls(all, "tool-runner sent no result in time");
        }
        Instant deadline = known.run().deadline();
        return new NextStep.Wait(last.isBefore(deadline) ? last : deadline);
    }

    private static NextStep withModel(Situation known) {
        List<AgentNotes.Turn> turns = known.notes().turns();
        if (!turns.isEmpty() && turns.getLast().calls().isEmpty()) {
            String model = known.run().model();
            return new NextStep.AnswerFromModel(
                    model == null ? "" : model, turns.getLast().text());
        }
        Optional<String> reached = limitReached(known);
        if (reached.isPresent()) {
            return new NextStep.LeaveModel(reached.get(), true);
        }
        return switch (known.model()) {
            case ModelChoice.Usable usable ->
                new NextStep.AskModel(
                        usable.model(), usable.usesTools() && known.callsLeft() > 0 && !onlyRepeated(turns, known));
            case ModelChoice.NotUsable not -> new NextStep.LeaveModel(not.reason(), false);
        };
    }

    private static Optional<String> limitReached(Situation known) {
        Limits limits = known.run().limits();
        long tokens = known.notes().usage().tokens();
        if (known.isOverTime()) {
            return Optional.of("the run may take " + limits.seconds() + " s, and the model had no answer by then");
        }
        if (known.notes().turns().size() >= limits.steps()) {
            return Optional.of("the model found no end within " + limits.steps() + " turns");
        }
        if (tokens >= limits.tokens()) {
            return Optional.of("the run may use " + limits.tokens() + " tokens, and the model used " + tokens
                    + " without coming to an answer");
        }
        return Optional.empty();
    }

    /** A model that asked for nothing but what it had been told is asked for its answer, without tools. */
    private static boolean onlyRepeated(List<AgentNotes.Turn> turns, Situation known) {
        if (turns.isEmpty()) {
            return false;
        }
        Set<String> asked =
                turns.getLast().calls().stream().map(call -> call.callId()).collect(Collectors.toSet());
        return known.steps().stream()
                .filter(step -> asked.contains(step.callId()))
                .allMatch(step -> step.repeatOf() != null);
    }

    private static NextStep fromRunbooks(Situation known, Retrieval retrieval) {
        if (retrieval.passages().isEmpty() && retrieval.problem() != null) {
            return new NextStep.Fail("The documents cannot be searched: " + retrieval.problem()
                    + ". Without them and without a model there is nothing to answer from.");
        }
        if (known.notes().plan() != null) {
            return new NextStep.AnswerFromRunbooks();
        }
        boolean begunAnew = !known.notes().limited() && !known.isOverTime();
        return new NextStep.PlanRunbook(begunAnew ? known.callsLeft() : 0);
    }
}
