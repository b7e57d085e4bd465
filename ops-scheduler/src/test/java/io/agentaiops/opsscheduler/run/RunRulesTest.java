package io.agentaiops.opsscheduler.run;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Windows, the way back, pauses and retries. */
class RunRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    private static final Instant CLOSED = NOW.plus(Duration.ofHours(2));

    @Test
    void stepsOfTheWayBackAreDoneAfterAFailureAndNothingElse() {
        Run run = run(null, step("fix", Condition.OK), step("more", Condition.OK), step("undo", Condition.FAILED));
        Run failed = begunAndEnded(run, 0, StepState.FAILED);

        assertThat(RunEngine.next(failed, NOW)).isInstanceOfSatisfying(NextAction.Settle.class, settle -> {
            assertThat(settle.step().stepId()).isEqualTo("more");
            assertThat(settle.result().state()).isEqualTo(StepState.SKIPPED);
        });
        Run skipped = settled(failed, NOW);
        assertThat(begins(skipped, NOW)).isEqualTo("undo");
        Run undone = begunAndEnded(skipped, 2, StepState.SUCCEEDED);
        assertThat(RunEngine.next(undone, NOW)).isEqualTo(new NextAction.End(RunState.FAILED, ""));
    }

    @Test
    void stepsOfTheWayBackAreNotDoneWhenAllWentWell() {
        Run run = begunAndEnded(
                run(null, step("fix", Condition.OK), step("undo", Condition.FAILED), step("unmute", Condition.ALWAYS)),
                0,
                StepState.SUCCEEDED);

        Run skipped = settled(run, NOW);

        assertThat(skipped.steps().get(1).state()).isEqualTo(StepState.SKIPPED);
        assertThat(begins(skipped, NOW)).isEqualTo("unmute");
        assertThat(RunEngine.next(begunAndEnded(skipped, 2, StepState.SUCCEEDED), NOW))
                .isEqualTo(new NextAction.End(RunState.SUCCEEDED, ""));
    }

    @Test
    void closedWindowCutsOffTheStepThatIsOutAndWhatFollowsAndGoesTheWayBack() {
        Run run = begun(
                run(
                        Duration.ofHours(2),
                        step("update", Condition.OK),
                        step("verify", Condition.OK),
                        step("undo", Condition.FAILED),
                        step("unmute", Condition.ALWAYS)),
                0,
                CLOSED.plusSeconds(60));
        assertThat(RunEngine.next(run, NOW)).isEqualTo(new NextAction.Wait(CLOSED));

        Run cut = settled(settled(run, CLOSED), CLOSED);

        assertThat(cut.steps())
                .extracting(StepRun::state)
                .containsExactly(StepState.TIMED_OUT, StepState.SKIPPED, StepState.PENDING, StepState.PENDING);
        assertThat(begins(cut, CLOSED)).isEqualTo("undo");
        Run back = begunAndEnded(begunAndEnded(cut, 2, StepState.SUCCEEDED), 3, StepState.SUCCEEDED);
        assertThat(RunEngine.next(back, CLOSED)).isEqualTo(new NextAction.End(RunState.FAILED, ""));
        assertThat(back.ended(RunState.FAILED, CLOSED, "").alertSeverity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void windowThatClosesBetweenTwoStepsFailsTheRun() {
        Run run = begunAndEnded(
                run(Duration.ofHours(2), step("update", Condition.OK), step("verify", Condition.OK)),
                0,
                StepState.SUCCEEDED);

        assertThat(RunEngine.next(run, CLOSED))
                .isEqualTo(new NextAction.End(RunState.FAILED, "Not done: the window has closed"));
    }

    @Test
    void pausedRunWaitsForWhatIsOutAndSendsNothingNew() {
        Run out = begun(run(null, step("a", Condition.OK), step("b", Condition.OK)), 0, NOW.plusSeconds(30))
                .in(RunState.PAUSED, NOW);
        assertThat(RunEngine.next(out, NOW)).isEqualTo(new NextAction.Wait(NOW.plusSeconds(30)));

        Run back = out.with(out.steps().getFirst().ended(StepResult.of(StepState.SUCCEEDED, "good"), NOW));

        assertThat(RunEngine.next(back, NOW)).isInstanceOf(NextAction.Wait.class);
        assertThat(begins(back.in(RunState.RUNNING, NOW), NOW)).isEqualTo("b");
    }

    @Test
    void failedStepIsTriedAgainAsOftenAsItsDocumentSays() {
        Step twice = new Step(
                "a",
                "a",
                new StepAction.Run("df", null),
                Duration.ofSeconds(30),
                OnFailure.STOP,
                false,
                1,
                Condition.OK,
                1,
                2,
                "");
        StepRun first = run(null, twice).steps().getFirst().begun(UUID.randomUUID(), NOW, NOW.plusSeconds(30));
        assertThat(first.mayTryAgain()).isTrue();

        StepRun waiting = first.again(StepResult.of(StepState.FAILED, "exit code 1"), NOW.plusSeconds(5));
        StepRun second = waiting.begun(UUID.randomUUID(), NOW, NOW.plusSeconds(30));

        assertThat(waiting.summary()).startsWith("Attempt 1 of 2 failed (exit code 1)");
        assertThat(RunEngine.next(run(null, twice).with(waiting), NOW))
                .isEqualTo(new NextAction.Wait(NOW.plusSeconds(5)));
        assertThat(second.mayTryAgain()).isFalse();
    }

    @Test
    void runThatIsBegunAgainTakesOverWhatWasDone() {
        Run failed = begunAndEnded(
                        begunAndEnded(
                                run(null, step("a", Condition.OK), step("b", Condition.OK)), 0, StepState.SUCCEEDED),
                        1,
                        StepState.FAILED)
                .ended(RunState.FAILED, NOW, "");

        Run again = failed.again(UUID.randomUUID(), "ada", NOW);

        assertThat(again.rerunOf()).isEqualTo(failed.id());
        assertThat(begins(again, NOW)).isEqualTo("b");
    }

    @Test
    void runThatIsBegunAgainAfterThingsWerePutRightBeginsWithTheFirstStep() {
        Run stopped = begunAndEnded(
                begunAndEnded(
                        run(
                                null,
                                step("mute", Condition.OK),
                                step("drain", Condition.OK),
                                step("start", Condition.ALWAYS),
                                step("undo", Condition.FAILED)),
                        0,
                        StepState.SUCCEEDED),
                1,
                StepState.FAILED);
        Run failed = begunAndEnded(stopped, 2, StepState.SUCCEEDED).ended(RunState.FAILED, NOW, "");

        Run again = failed.again(UUID.randomUUID(), "ada", NOW);

        assertThat(again.steps()).extracting(StepRun::state).containsOnly(StepState.PENDING);
        assertThat(begins(again, NOW)).isEqualTo("mute");
    }

    @Test
    void cancelledRunWaitsForWhatIsOutAndDoesWhatIsForItsEndInAnyCase() {
        Run out = begun(
                run(
                        null,
                        step("stop", Condition.OK),
                        step("more", Condition.OK),
                        step("undo", Condition.FAILED),
                        step("start", Condition.ALWAYS)),
                0,
                NOW.plusSeconds(30));
        assertThat(out.hasToPutRight()).isTrue();

        Run cancelled = out.cancelled(NOW, "Cancelled by ada");

        assertThat(cancelled.steps())
                .extracting(StepRun::state)
                .containsExactly(StepState.RUNNING, StepState.SKIPPED, StepState.SKIPPED, StepState.PENDING);
        assertThat(RunEngine.next(cancelled, NOW)).isEqualTo(new NextAction.Wait(NOW.plusSeconds(30)));
        Run back =
                cancelled.with(cancelled.steps().getFirst().ended(StepResult.of(StepState.CANCELLED, "stopped"), NOW));
        assertThat(begins(back, NOW)).isEqualTo("start");
        assertThat(RunEngine.next(begunAndEnded(back, 3, StepState.SUCCEEDED), NOW))
                .isEqualTo(new NextAction.End(RunState.CANCELLED, ""));
        assertThat(RunEngine.next(begunAndEnded(back, 3, StepState.FAILED), NOW))
                .as("what it had opened stays open")
                .isEqualTo(new NextAction.End(RunState.FAILED, ""));
    }

    @Test
    void pausedRunThatIsCancelledGoesOnToItsEnd() {
        Run paused = begunAndEnded(
                        run(
                                null,
                                step("stop", Condition.OK),
                                step("more", Condition.OK),
                                step("start", Condition.ALWAYS)),
                        0,
                        StepState.SUCCEEDED)
                .in(RunState.PAUSED, NOW);

        assertThat(begins(paused.cancelled(NOW, "Cancelled by ada"), NOW)).isEqualTo("start");
    }

    @Test
    void runThatHasBegunNothingHasNothingToPutRight() {
        assertThat(run(null, step("stop", Condition.OK), step("start", Condition.ALWAYS))
                        .hasToPutRight())
                .isFalse();
    }

    private static String begins(Run run, Instant now) {
        return RunEngine.next(run, now) instanceof NextAction.Begin(StepRun step) ? step.stepId() : "nothing";
    }

    private static Run settled(Run run, Instant now) {
        return RunEngine.next(run, now) instanceof NextAction.Settle(StepRun step, StepResult result)
                ? run.with(step.ended(result, now))
                : run;
    }

    private static Run begun(Run run, int position, Instant until) {
        return run.in(RunState.RUNNING, NOW).with(run.steps().get(position).begun(UUID.randomUUID(), NOW, until));
    }

    private static Run begunAndEnded(Run run, int position, StepState state) {
        Run begun = begun(run, position, NOW.plusSeconds(30));
        return begun.with(begun.steps().get(position).ended(StepResult.of(state, "text"), NOW));
    }

    private static Run run(@Nullable Duration window, Step... steps) {
        Procedure procedure = new Procedure(
                "p",
                "P",
                Kind.PROCEDURE,
                "p.md",
                "1",
                "",
                Severity.WARNING,
                null,
                SchedulePolicy.DEFAULT,
                window,
                null,
                List.of(),
                Map.of(),
                List.of(steps));
        return Run.queued(UUID.randomUUID(), procedure, "ada", Trigger.PERSON, false, NOW);
    }

    private static Step step(String id, Condition when) {
        StepAction.Run action = new StepAction.Run("df " + id, null);
        return new Step(id, id, action, Duration.ofSeconds(30), OnFailure.STOP, false, 0, when, 1, 2, "");
    }
}
