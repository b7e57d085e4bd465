package io.agentaiops.opsscheduler.maintenance;

import static io.agentaiops.opsscheduler.testing.Callers.operator;
import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.operation.Arguments;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventbus.redaction.Redaction;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted.Outcome;
import io.agentaiops.opsscheduler.occurrence.ScheduleHold;
import io.agentaiops.opsscheduler.testing.Operations;
import io.agentaiops.opsscheduler.testing.ProcedureRuns;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Stages act on real processes; schedules are held in the real ledger. */
@QuarkusTest
class MaintenanceIT {

    private final PlatformDrain drain;
    private final PlatformRelease release;
    private final ScheduleHold hold;
    private final Redaction redaction;
    private final Audit audit;

    private final WorkPlan work;
    private final PlannedWorkStore store;

    MaintenanceIT(
            PlatformDrain drain,
            PlatformRelease release,
            ScheduleHold hold,
            Redaction redaction,
            Audit audit,
            WorkPlan work,
            PlannedWorkStore store) {
        this.work = work;
        this.store = store;
        this.drain = drain;
        this.release = release;
        this.hold = hold;
        this.redaction = redaction;
        this.audit = audit;
    }

    @Test
    void stageStopsARealProcessByTheOperatorsCommand() throws IOException, InterruptedException {
        Process service = new ProcessBuilder("sleep", "300").start();
        try {
            Finding finding = stage("stop", List.of("kill", Long.toString(service.pid())), Duration.ofSeconds(20));

            assertThat(finding.outcome()).as(finding.summary()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(service.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            service.destroyForcibly();
        }
    }

    @Test
    void stageWhoseCommandFailsIsRedWithItsOutput() {
        Finding finding = stage("stop", List.of("ls", "/no/such/folder"), Duration.ofSeconds(20));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.summary()).contains("exit code 2");
        assertThat(String.valueOf(finding.evidence().get("output"))).contains("/no/such/folder");
    }

    @Test
    void stageThatIsOverdueIsEndedInTimeForAnAnswer() {
        Instant deadline = Instant.now().plusSeconds(3);

        Finding finding = stage("stop", List.of("sleep", "300"), Duration.ofSeconds(3));

        assertThat(finding.summary()).contains("its time was up");
        assertThat(Instant.now()).isBefore(deadline.plusSeconds(1));
        assertThat(ProcessHandle.current().descendants())
                .noneMatch(child -> child.info().commandLine().orElse("").endsWith("sleep 300"));
    }

    @Test
    void stageWithoutACommandSaysThatNobodyHasSaidHow() {
        assertThat(stage("update", List.of("true"), Duration.ofSeconds(5)).summary())
                .startsWith("Nobody has said how to update");
    }

    @Test
    void drainHoldsSchedulesAndWaitsForTheRunsUnderWay() {
        String busy = ProcedureRuns.start("silent");
        await().until(() -> ProcedureRuns.get(busy).getString("state").equals("running"));
        Operation first = drain("1s");

        Finding refused = drain.perform(first);

        assertThat(refused.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(String.valueOf(refused.evidence().get("underWay"))).contains(busy);
        assertThat(hold.until(Instant.now())).isEmpty();

        operator().post("/api/v1/operations/" + busy + "/cancel").then().statusCode(200);
        Operation second = drain("30s");
        assertThat(drain.perform(second).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(hold.until(Instant.now())).isPresent();
        assertThat(drain.perform(drain("1s")).summary()).startsWith("Another maintenance");
        assertThat(release.perform(second).evidence()).containsEntry("released", true);
        assertThat(hold.until(Instant.now())).isEmpty();
    }

    @Test
    void workIsLeftForTheNextWindowOfAProcedureAndListedThere() {
        Operation plan =
                Operations.of(Capability.WORK_PLAN, Map.of("procedure", "nightly", "note", "replace the bad disk"));

        Finding planned = work.perform(plan);

        Instant window = Instant.parse(String.valueOf(planned.evidence().get("dueAt")));
        assertThat(window).isAfter(Instant.now());
        Clock atNight = Clock.fixed(window.plusSeconds(60), java.time.ZoneOffset.UTC);
        assertThat(new WorkPlanned(store, atNight)
                        .perform(Operations.of(Capability.WORK_PLANNED, Map.of("procedure", "nightly")))
                        .evidence()
                        .toString())
                .contains("replace the bad disk")
                .contains(plan.runId());
    }

    @Test
    void windowsAreListedWithWhenTheyOpenAndWhatIsPlannedForThem() {
        Operation plan =
                Operations.of(Capability.WORK_PLAN, Map.of("procedure", "windowed", "note", "rebuild the mirror"));
        work.perform(plan);

        JsonPath windows = viewer().get("/api/v1/operations/windows").jsonPath();

        assertThat(windows.getList("items.procedure")).contains("windowed").doesNotContain("nightly", "health");
        String item = "items.find { it.procedure == 'windowed' }.";
        assertThat(windows.getLong(item + "windowMs")).isEqualTo(7_200_000);
        Instant next = Instant.parse(windows.getString(item + "nextAt"));
        assertThat(next.atZone(java.time.ZoneOffset.UTC).getHour()).isEqualTo(2);
        assertThat(Instant.parse(windows.getString(item + "nextEndsAt"))).isEqualTo(next.plusSeconds(7_200));
        assertThat(windows.getString(item + "openUntil")).isNull();
        assertThat(windows.getString(item + "planned[0].note")).isEqualTo("rebuild the mirror");
        assertThat(windows.getString(item + "planned[0].runId")).isEqualTo(plan.runId());
    }

    private static Operation drain(String within) {
        return Operations.of(Capability.PLATFORM_DRAIN, Map.of("within", within));
    }

    private Finding stage(String stage, List<String> stop, Duration time) {
        return new PlatformStage(commands(stop), redaction, audit, Clock.systemUTC())
                .perform(new Operation(
                        Ids.next(),
                        Ids.next(),
                        Capability.PLATFORM_STAGE,
                        new Arguments(Map.of("stage", stage)),
                        "ada",
                        Instant.now().plus(time)));
    }

    private static MaintenanceConfig commands(List<String> stop) {
        return new MaintenanceConfig() {
            @Override
            public Optional<List<String>> stop() {
                return Optional.of(stop);
            }

            @Override
            public Optional<List<String>> update() {
                return Optional.empty();
            }

            @Override
            public Optional<List<String>> diagnose() {
                return Optional.empty();
            }

            @Override
            public Optional<List<String>> start() {
                return Optional.empty();
            }

            @Override
            public Optional<List<String>> rollBack() {
                return Optional.empty();
            }
        };
    }
}
