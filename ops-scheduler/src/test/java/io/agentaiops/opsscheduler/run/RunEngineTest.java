package io.agentaiops.opsscheduler.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentaiops.opsscheduler.procedure.Condition;
import io.agentaiops.opsscheduler.procedure.Kind;
import io.agentaiops.opsscheduler.procedure.OnFailure;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.Severity;
import io.agentaiops.opsscheduler.procedure.Step;
import io.agentaiops.opsscheduler.procedure.StepAction;
import io.agentaiops.opsscheduler.schedule.SchedulePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunEngineTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(30);

    @Test
    void firstStepBegins() {
        Run run = run(step("a", OnFailure.STOP, false), step("b", OnFailure.STOP, false));

        assertThat(RunEngine.next(run, NOW))
                .isEqualTo(new NextAction.Begin(run.steps().getFirst()));
    }

    @Test
    void runningStepIsAwaitedUntilItsDeadline() {
        Run run = begun(run(step("a", OnFailure.STOP, false)), 0);

        assertThat(RunEngine.next(run, NOW)).isEqualTo(new NextAction.Wait(LATER));
        assertThat(RunEngine.next(run, LATER))
                .isInstanceOfSatisfying(
                        NextAction.Settle.class,
                        settle -> assertThat(settle.result().state()).isEqualTo(StepState.TIMED_OUT));
    }

    @Test
    void nextStepBeginsOnlyWhenTheOneBeforeHasEnded() {
        Run first = begun(run(step("a", OnFailure.STOP, false), step("b", OnFailure.STOP, false)), 0);
        Run second = ended(first, 0, StepState.SUCCEEDED);

        assertThat(RunEngine.next(first, NOW)).isInstanceOf(NextAction.Wait.class);
        assertThat(RunEngine.next(second, NOW))
                .isEqualTo(new NextAction.Begin(second.steps().get(1)));
    }

    @Test
    void failureStopsTheRunWhereTheDocumentSaysSo() {
        Run run = ended(
                begun(run(step("a", OnFailure.STOP, false), step("b", OnFailure.STOP, false)), 0), 0, StepState.FAILED);

        assertThat(RunEngine.next(run, NOW))
                .isInstanceOfSatisfying(
                        NextAction.End.class, end -> assertThat(end.state()).isEqualTo(RunState.FAILED));
    }

    @Test
    void runGoesOnAfterAFailureAndEndsAsFailed() {
        for (OnFailure onFailure : List.of(OnFailure.CONTINUE, OnFailure.ALERT)) {
            Run run = ended(
                    begun(run(step("a", onFailure, false), step("b", OnFailure.STOP, false)), 0),
                    0,
                    StepState.TIMED_OUT);
            assertThat(RunEngine.next(run, NOW)).isInstanceOf(NextAction.Begin.class);

            Run last = ended(begun(run, 1), 1, StepState.SUCCEEDED);

            assertThat(RunEngine.next(last, NOW)).isEqualTo(new NextAction.End(RunState.FAILED, ""));
        }
    }

    @Test
    void taskLeftToAPersonDoesNotFailTheRun() {
        Run run = ended(begun(run(step("a", OnFailure.STOP, false)), 0), 0, StepState.OPEN);

        assertThat(RunEngine.next(run, NOW)).isEqualTo(new NextAction.End(RunState.SUCCEEDED, ""));
    }

    @Test
    void stepThatNeedsApprovalIsAskedForFirst() {
        Run run = run(step("a", OnFailure.STOP, true));
        StepRun asked = run.steps().getFirst().asked(UUID.randomUUID(), NOW, LATER);

        assertThat(RunEngine.next(run, NOW)).isInstanceOf(NextAction.Ask.class);
        assertThat(RunEngine.next(run.with(asked), NOW)).isEqualTo(new NextAction.Wait(LATER));
        assertThat(RunEngine.next(run.with(asked.approved("ada")), NOW)).isInstanceOf(NextAction.Begin.class);
        assertThat(RunEngine.next(run.with(asked), LATER))
                .isInstanceOfSatisfying(
                        NextAction.Settle.class,
                        settle -> assertThat(settle.result().state()).isEqualTo(StepState.DENIED));
    }

    @Test
    void dryRunSendsNothingOut() {
        Run run = Run.queued(
                UUID.randomUUID(), procedure(step("a", OnFailure.STOP, true)), "ada", Trigger.PERSON, true, NOW);

        assertThat(RunEngine.next(run, NOW)).isInstanceOfSatisfying(NextAction.Settle.class, settle -> {
            assertThat(settle.result().state()).isEqualTo(StepState.PLANNED);
            assertThat(settle.result().summary()).isEqualTo("After approval would do run: df a");
        });
    }

    @Test
    void endedRunRests() {
        Run run = run(step("a", OnFailure.STOP, false)).ended(RunState.CANCELLED, NOW, "");

        assertThat(RunEngine.next(run, NOW)).isEqualTo(new NextAction.Rest());
    }

    @Test
    void cancelledRunCancelsWhatIsOutAndSkipsTheRest() {
        Run run = begun(run(step("a", OnFailure.STOP, false), step("b", OnFailure.STOP, false)), 0)
                .ended(RunState.CANCELLED, NOW, "Cancelled by ada");

        assertThat(run.steps()).extracting(StepRun::state).containsExactly(StepState.CANCELLED, StepState.SKIPPED);
    }

    @Test
    void illegalTransitionsAreRefused() {
        StepRun pending = run(step("a", OnFailure.STOP, false)).steps().getFirst();
        StepRun done =
                pending.begun(UUID.randomUUID(), NOW, LATER).ended(StepResult.of(StepState.SUCCEEDED, "good"), NOW);

        assertThatThrownBy(() -> done.ended(StepResult.of(StepState.FAILED, "late"), NOW))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> done.begun(UUID.randomUUID(), NOW, LATER)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pending.approved("ada")).isInstanceOf(IllegalStateException.class);
    }

    private static Run begun(Run run, int position) {
        return run.in(RunState.RUNNING, NOW).with(run.steps().get(position).begun(UUID.randomUUID(), NOW, LATER));
    }

    private static Run ended(Run run, int position, StepState state) {
        return run.with(run.steps().get(position).ended(StepResult.of(state, "text"), NOW));
    }

    private static Run run(Step... steps) {
        return Run.queued(UUID.randomUUID(), procedure(steps), "ada", Trigger.PERSON, false, NOW);
    }

    private static Procedure procedure(Step... steps) {
        return new Procedure(
                "p",
                "P",
                Kind.PROCEDURE,
                "p.md",
                "1",
                "",
                Severity.WARNING,
                null,
                SchedulePolicy.DEFAULT,
                null,
                null,
                List.of(),
                Map.of(),
                List.of(steps));
    }

    private static Step step(String id, OnFailure onFailure, boolean needsApproval) {
        StepAction.Run action = new StepAction.Run("df " + id, null);
        return new Step(id, id, action, Duration.ofSeconds(30), onFailure, needsApproval, 0, Condition.OK, 1, 2, "");
    }
}
