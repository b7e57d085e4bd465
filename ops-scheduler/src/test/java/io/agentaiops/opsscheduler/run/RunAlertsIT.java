package io.agentaiops.opsscheduler.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.opsscheduler.procedure.Condition;
import io.agentaiops.opsscheduler.procedure.Kind;
import io.agentaiops.opsscheduler.procedure.OnFailure;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalogs;
import io.agentaiops.opsscheduler.procedure.Severity;
import io.agentaiops.opsscheduler.procedure.Step;
import io.agentaiops.opsscheduler.procedure.StepAction;
import io.agentaiops.opsscheduler.schedule.SchedulePolicy;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class RunAlertsIT {

    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

    private final RunAlerts alerts;
    private final OpenAlertStore store;
    private final RunPublisher publisher;
    private final OtherServices others;

    private String procedure = "";

    RunAlertsIT(RunAlerts alerts, OpenAlertStore store, RunPublisher publisher, OtherServices others) {
        this.alerts = alerts;
        this.store = store;
        this.publisher = publisher;
        this.others = others;
    }

    @BeforeEach
    void newProcedure() {
        procedure = "p-" + Ids.next();
    }

    @Test
    void alertThatBecomesMoreSevereEndsAsWhatItWas() {
        in(() -> alerts.failed(failed(NOW.plusSeconds(60), "a"), null, "no", NOW.plusSeconds(60)));
        Run overrun = failed(NOW.plus(Duration.ofHours(3)), "a");
        in(() -> alerts.failed(overrun, null, "The window closed", NOW.plus(Duration.ofHours(3))));

        await().untilAsserted(() -> assertThat(said())
                .extracting(alert -> alert.labels().get("severity"), alert -> alert.endsAt() == null)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("warning", true),
                        org.assertj.core.groups.Tuple.tuple("warning", false),
                        org.assertj.core.groups.Tuple.tuple("critical", true)));
        assertThat(said()).extracting(AlertRaised::startsAt).containsOnly(NOW.plusSeconds(60));
        in(() -> alerts.over(procedure, "over"));
    }

    @Test
    void successEndsTheAlertsOfStepsThatTheProcedureNoLongerHas() {
        Run run = failed(NOW.plusSeconds(60), "old");
        in(() -> alerts.failed(run, run.steps().getFirst(), "no", NOW.plusSeconds(60)));

        in(() -> alerts.succeeded(run("new"), NOW.plusSeconds(120)));

        await().untilAsserted(() -> assertThat(said())
                .filteredOn(alert -> alert.endsAt() != null)
                .singleElement()
                .satisfies(alert -> assertThat(alert.labels())
                        .containsEntry("alertname", "ProcedureStepFailed")
                        .containsEntry("step", "old")));
    }

    @Test
    void alertOfAProcedureThatIsTakenOutOfTheFolderEnds(@TempDir Path folder) throws IOException {
        in(() -> alerts.failed(failed(NOW.plusSeconds(60), "a"), null, "no", NOW.plusSeconds(60)));

        watching(folder).endThoseOfProceduresThatAreGone();
        assertThat(store.procedures()).as("the folder is away").contains(procedure);
        Files.writeString(folder.resolve("other.md"), """
                ---
                id: other
                title: Another one
                ---
                ## 1. Look

                ```step
                run: df
                ```
                """);
        Files.writeString(folder.resolve("wrong.md"), """
                ---
                id: wrong
                title: Wrong
                ---
                ## 1. Look

                ```step
                uses: no.such-capability
                ```
                """);
        watching(folder).endThoseOfProceduresThatAreGone();
        assertThat(store.procedures()).as("a document is refused").contains(procedure);
        Files.delete(folder.resolve("wrong.md"));
        watching(folder).endThoseOfProceduresThatAreGone();

        assertThat(store.procedures()).doesNotContain(procedure);
        await().untilAsserted(() -> assertThat(said().getLast().endsAt()).isNotNull());
    }

    private RunAlerts watching(Path folder) {
        return new RunAlerts(store, publisher, ProcedureCatalogs.of(folder), Clock.systemUTC());
    }

    private List<AlertRaised> said() {
        return others.heard(AlertRaised.class).stream()
                .filter(alert -> procedure.equals(alert.labels().get("procedure")))
                .toList();
    }

    private static void in(Runnable work) {
        QuarkusTransaction.requiringNew().run(work);
    }

    private Run failed(Instant at, String step) {
        Run begun = run(step).in(RunState.RUNNING, NOW);
        StepRun out = begun.steps().getFirst().begun(UUID.randomUUID(), NOW, NOW);
        return begun.with(out.ended(StepResult.of(StepState.FAILED, "no"), at)).ended(RunState.FAILED, at, "");
    }

    private Run run(String step) {
        return Run.queued(
                UUID.randomUUID(),
                new Procedure(
                        procedure,
                        "P",
                        Kind.PROCEDURE,
                        "p.md",
                        "1",
                        "",
                        Severity.WARNING,
                        null,
                        SchedulePolicy.DEFAULT,
                        Duration.ofHours(2),
                        null,
                        List.of(),
                        Map.of(),
                        List.of(new Step(
                                step,
                                step,
                                new StepAction.Run("df", null),
                                Duration.ofSeconds(30),
                                OnFailure.ALERT,
                                false,
                                0,
                                Condition.OK,
                                1,
                                2,
                                ""))),
                "ada",
                Trigger.PERSON,
                false,
                NOW);
    }
}
