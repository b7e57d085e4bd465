package io.agentaiops.agentgateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.agentgateway.evidence.Evidence;
import io.agentaiops.agentgateway.knowledge.Retrieval;
import io.agentaiops.agentgateway.model.ModelChoice;
import io.agentaiops.agentgateway.model.WantedCall;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.Limits;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunState;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.run.StepState;
import io.agentaiops.agentgateway.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentLoopTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final ModelChoice MODEL = new ModelChoice.Usable("m", true);
    private static final ModelChoice NO_MODEL = new ModelChoice.NotUsable("Ollama is not reachable");
    private static final AgentNotes SEARCHED = AgentNotes.EMPTY.retrieved(new Retrieval(List.of(), false, null));
    private static final WantedCall CALL = new WantedCall("c1", "terminal", "{}");

    @Test
    void theDocumentsAreSearchedFirst() {
        assertThat(next(AnswerMode.AUTO, AgentNotes.EMPTY, List.of(), MODEL)).isEqualTo(new NextStep.Retrieve());
    }

    @Test
    void aModelIsAskedWhenThereIsOne() {
        assertThat(next(AnswerMode.AUTO, SEARCHED, List.of(), MODEL)).isEqualTo(new NextStep.AskModel("m", true));
    }

    @Test
    void aModelIsNotAskedWhenTheRunbooksWereChosen() {
        assertThat(next(AnswerMode.RUNBOOK, SEARCHED, List.of(), MODEL)).isEqualTo(new NextStep.PlanRunbook(2));
    }

    @Test
    void withoutAModelTheReasonIsKept() {
        assertThat(next(AnswerMode.MODEL, SEARCHED, List.of(), NO_MODEL))
                .isEqualTo(new NextStep.LeaveModel("Ollama is not reachable", false));
        assertThat(next(AnswerMode.MODEL, SEARCHED.withoutModel("x", false), List.of(), MODEL))
                .isEqualTo(new NextStep.PlanRunbook(2));
    }

    @Test
    void outstandingCallsAreWaitedForUntilTheirTimeIsOver() {
        AgentNotes asked = SEARCHED.said(new AgentNotes.Turn("", List.of(CALL)), Usage.NONE);
        Step waiting = step(StepState.REQUESTED, NOW.plusSeconds(5));

        assertThat(next(AnswerMode.AUTO, asked, List.of(waiting), MODEL))
                .isEqualTo(new NextStep.Wait(NOW.plusSeconds(5)));
        assertThat(next(AnswerMode.AUTO, asked, List.of(step(StepState.REQUESTED, NOW)), MODEL))
                .isEqualTo(new NextStep.GiveUpCalls(List.of("c1"), "tool-runner sent no result in time"));
        assertThat(next(AnswerMode.AUTO, asked, List.of(step(StepState.SUCCEEDED, NOW)), MODEL))
                .isEqualTo(new NextStep.AskModel("m", true));
    }

    @Test
    void aStepThatWaitsForAnApproverDoesNotHoldTheAnswerBack() {
        AgentNotes planned = SEARCHED.planned(new AgentNotes.Plan(null, "", null, List.of()));

        assertThat(next(
                        AnswerMode.RUNBOOK,
                        planned,
                        List.of(step(StepState.WAITING_APPROVAL, NOW.plusSeconds(60))),
                        NO_MODEL))
                .isEqualTo(new NextStep.AnswerFromRunbooks());
    }

    @Test
    void aTurnWithoutCallsIsTheAnswer() {
        AgentNotes said = SEARCHED.said(new AgentNotes.Turn("Done.", List.of()), Usage.NONE);

        assertThat(next(AnswerMode.AUTO, said, List.of(), MODEL)).isEqualTo(new NextStep.AnswerFromModel("m", "Done."));
    }

    @Test
    void aModelThatFindsNoEndIsLeft() {
        AgentNotes notes = SEARCHED;
        for (int i = 0; i < 3; i++) {
            notes = notes.said(new AgentNotes.Turn("", List.of(CALL)), Usage.NONE);
        }

        assertThat(next(AnswerMode.AUTO, notes, List.of(), MODEL)).isInstanceOf(NextStep.LeaveModel.class);
    }

    @Test
    void aModelThatUsedItsTokensIsLeft() {
        AgentNotes used = SEARCHED.said(new AgentNotes.Turn("", List.of(CALL)), new Usage(1, 90, 10, List.of()));

        assertThat(next(AnswerMode.AUTO, used, List.of(step(StepState.SUCCEEDED, NOW)), MODEL))
                .isInstanceOfSatisfying(NextStep.LeaveModel.class, leave -> {
                    assertThat(leave.limited()).isTrue();
                    assertThat(leave.reason()).contains("100 tokens");
                });
    }

    @Test
    void aModelWithoutCallsLeftIsAskedForItsAnswer() {
        AgentNotes asked = SEARCHED.said(new AgentNotes.Turn("", List.of(CALL)), Usage.NONE);
        Step first = step(StepState.SUCCEEDED, NOW);

        assertThat(next(AnswerMode.AUTO, asked, List.of(first, first), MODEL))
                .isEqualTo(new NextStep.AskModel("m", false));
    }

    @Test
    void aModelThatOnlyRepeatsItselfIsAskedForItsAnswer() {
        WantedCall again = new WantedCall("c2", "terminal", "{}");
        AgentNotes asked = SEARCHED.said(new AgentNotes.Turn("", List.of(again)), Usage.NONE);
        Step repeated = step(StepState.SUCCEEDED, NOW).repeated("c2", 2, NOW);

        assertThat(repeated.repeatOf()).isEqualTo(1);
        assertThat(next(AnswerMode.AUTO, asked, List.of(repeated), MODEL)).isEqualTo(new NextStep.AskModel("m", false));
    }

    @Test
    void nothingIsWaitedForOrBegunOnceTheTimeOfTheRunIsOver() {
        Run late = run(AnswerMode.AUTO, NOW);
        Step waiting = step(StepState.REQUESTED, NOW.plusSeconds(60));
        AgentNotes left = SEARCHED.withoutModel("too late", true);

        assertThat(AgentLoop.next(new AgentLoop.Situation(late, SEARCHED, List.of(waiting), MODEL, NOW)))
                .isInstanceOf(NextStep.GiveUpCalls.class);
        assertThat(AgentLoop.next(new AgentLoop.Situation(late, SEARCHED, List.of(), MODEL, NOW)))
                .isInstanceOf(NextStep.LeaveModel.class);
        assertThat(AgentLoop.next(new AgentLoop.Situation(late, left, List.of(), MODEL, NOW)))
                .isEqualTo(new NextStep.PlanRunbook(0));
        assertThat(next(AnswerMode.AUTO, left, List.of(), MODEL)).isEqualTo(new NextStep.PlanRunbook(0));
    }

    @Test
    void aWaitEndsWithTheRun() {
        Step waiting = step(StepState.REQUESTED, NOW.plusSeconds(500));

        assertThat(next(AnswerMode.RUNBOOK, SEARCHED, List.of(waiting), NO_MODEL))
                .isEqualTo(new NextStep.Wait(NOW.plusSeconds(100)));
    }

    @Test
    void withoutDocumentsAndModelThereIsNoAnswer() {
        AgentNotes failed = AgentNotes.EMPTY.retrieved(new Retrieval(List.of(), false, "rag-indexer is down"));

        assertThat(next(AnswerMode.RUNBOOK, failed, List.of(), NO_MODEL))
                .isInstanceOfSatisfying(
                        NextStep.Fail.class, fail -> assertThat(fail.reason()).contains("rag-indexer is down"));
        assertThat(next(AnswerMode.AUTO, failed, List.of(), MODEL)).isInstanceOf(NextStep.AskModel.class);
    }

    @Test
    void aRunThatNobodyWorkedOnForLongExpires() {
        Run run = run(AnswerMode.AUTO, NOW.minus(Duration.ofMinutes(11)));

        assertThat(AgentLoop.next(new AgentLoop.Situation(run, AgentNotes.EMPTY, List.of(), MODEL, NOW)))
                .isEqualTo(new NextStep.Expire());
    }

    private static NextStep next(AnswerMode mode, AgentNotes notes, List<Step> steps, ModelChoice model) {
        return AgentLoop.next(new AgentLoop.Situation(run(mode, NOW.plusSeconds(100)), notes, steps, model, NOW));
    }

    private static Step step(StepState state, Instant awaitUntil) {
        Step asked = Step.asked("c1", 1, null, "terminal", Map.of("command", "df"), NOW, awaitUntil);
        return state == StepState.REQUESTED ? asked : asked.ended(Step.Result.without(state, "r", NOW));
    }

    private static Run run(AnswerMode mode, Instant deadline) {
        return new Run(
                "r1",
                "s1",
                new Caller("ada", Set.of("viewer")),
                mode,
                null,
                "Why?",
                new RunState.Running(),
                null,
                null,
                "m",
                null,
                List.of(),
                Evidence.NONE,
                Usage.NONE,
                new Limits(3, 2, 100, 100),
                null,
                NOW,
                NOW,
                null,
                deadline,
                0);
    }
}
