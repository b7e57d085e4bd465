package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.knowledge.Retrieval;
import io.agentaiops.agentgateway.model.ModelChoice;
import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

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
     * @param maxTurns turns that a model may take
     * @param now the time
     */
    record Situation(Run run, AgentNotes notes, List<Step> steps, ModelChoice model, int maxTurns, Instant now) {}

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
        return fromRunbooks(known.notes(), retrieval);
    }

    private static NextStep waitFor(List<Step> outstanding, Situation known) {
        Instant until = outstanding.stream()
                .map(Step::awaitUntil)
                .max(Instant::compareTo)
                .orElse(known.now());
        if (until.isAfter(known.now())) {
            return new NextStep.Wait(until);
        }
        return new NextStep.GiveUpCalls(outstanding.stream().map(Step::callId).toList());
    }

    private static NextStep withModel(Situation known) {
        List<AgentNotes.Turn> turns = known.notes().turns();
        if (!turns.isEmpty() && turns.getLast().calls().isEmpty()) {
            String model = known.run().model();
            return new NextStep.AnswerFromModel(
                    model == null ? "" : model, turns.getLast().text());
        }
        if (!known.now().isBefore(known.run().deadline())) {
            return new NextStep.LeaveModel("the model took longer than a run may");
        }
        if (turns.size() >= known.maxTurns()) {
            return new NextStep.LeaveModel("the model found no end within " + known.maxTurns() + " turns");
        }
        return switch (known.model()) {
            case ModelChoice.Usable usable -> new NextStep.AskModel(usable.model(), usable.usesTools());
            case ModelChoice.NotUsable not -> new NextStep.LeaveModel(not.reason());
        };
    }

    private static NextStep fromRunbooks(AgentNotes notes, Retrieval retrieval) {
        if (retrieval.passages().isEmpty() && retrieval.problem() != null) {
            return new NextStep.Fail("The documents cannot be searched: " + retrieval.problem()
                    + ". Without them and without a model there is nothing to answer from.");
        }
        return notes.plan() == null ? new NextStep.PlanRunbook() : new NextStep.AnswerFromRunbooks();
    }
}
