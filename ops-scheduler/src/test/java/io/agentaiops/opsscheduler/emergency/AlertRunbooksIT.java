package io.agentaiops.opsscheduler.emergency;

import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.eventcontracts.alert.AlertStateChanged;
import io.agentaiops.eventcontracts.alert.AlertStateChanged.State;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AlertRunbooksIT {

    private static final Instant SINCE = Instant.parse("2026-11-22T03:00:00Z");

    private final OtherServices others;
    private final EscalationClock clock;
    private final Jdbi jdbi;

    private String fingerprint = "";

    AlertRunbooksIT(OtherServices others, EscalationClock clock, Jdbi jdbi) {
        this.others = others;
        this.clock = clock;
        this.jdbi = jdbi;
    }

    @BeforeEach
    void beginWithANewAlert() {
        fingerprint = Ids.next();
        others.answerTool("emergency-look", true);
        others.answerTool("emergency-listen", false);
        await().until(() -> runs("emergency-stopped", "running").isEmpty());
    }

    @Test
    void firingAlertStartsTheRunbookOfItsLabelsOnceAndChangesWaitForAnApprover() {
        say(State.FIRING, Map.of("alertname", "MachineStopped", "host", "a", "severity", "critical"));
        say(State.FIRING, Map.of("alertname", "MachineStopped", "host", "a", "severity", "critical"));

        String run = await().until(() -> runOf(fingerprint), found -> !found.isEmpty());
        await().untilAsserted(() -> assertThat(
                        viewer().get("/api/v1/operations/" + run).path("state").toString())
                .isEqualTo("waiting-approval"));
        assertThat(viewer().get("/api/v1/operations/" + run).path("trigger").toString())
                .isEqualTo("alert");
        assertThat(others.heard(ApprovalRequested.class))
                .filteredOn(request -> request.plan().contains("run: " + run))
                .singleElement()
                .satisfies(request -> assertThat(request.plan()).contains("emergency-restart"));
        cancel(run);
    }

    @Test
    void anyOfTheNamesInTheDocumentStartsIt() {
        say(State.FIRING, Map.of("alertname", "MachineHung", "severity", "warning"));

        cancel(await().until(() -> runOf(fingerprint), found -> !found.isEmpty()));
    }

    @Test
    void alertWithOtherLabelsStartsNothing() {
        say(State.FIRING, Map.of("alertname", "MachineSlow", "severity", "critical"));
        String later = Ids.next();
        others.say(new AlertStateChanged(
                later, State.FIRING, Map.of("alertname", "MachineStopped"), Map.of(), SINCE, Instant.now()));

        String run = await().until(() -> runOf(later), found -> !found.isEmpty());

        assertThat(runOf(fingerprint)).isEmpty();
        cancel(run);
    }

    @Test
    void nextLevelsAreCalledWhileTheAlertStaysAndCalledOffWhenItResolves() {
        say(State.FIRING, Map.of("alertname", "MachineStopped", "severity", "critical"));
        String run = await().until(() -> runOf(fingerprint), found -> !found.isEmpty());
        for (int level = 0; level < 3; level++) {
            pass(Duration.ofHours(3));
            clock.look();
        }

        await().untilAsserted(() -> assertThat(calls(run))
                .extracting(alert -> alert.labels().get("level"))
                .containsExactly("level-2", "on-call-manager", "level-3"));
        say(State.RESOLVED, Map.of("alertname", "MachineStopped"));

        await().untilAsserted(() -> assertThat(calls(run))
                .filteredOn(alert -> alert.endsAt() != null)
                .hasSize(3));
        cancel(run);
    }

    @Test
    void runbookThatFailedCallsTheNextLevelSoonerAlsoForAWarning() {
        say(State.FIRING, Map.of("alertname", "DriveNoisy", "severity", "warning"));
        String run = await().until(() -> runOf(fingerprint), found -> !found.isEmpty());
        await().untilAsserted(() -> assertThat(
                        viewer().get("/api/v1/operations/" + run).path("state").toString())
                .isEqualTo("failed"));

        assertThat(minutesToNext()).isBetween(3.0, 5.0);
        pass(Duration.ofMinutes(6));
        clock.look();

        await().untilAsserted(() -> assertThat(calls(run))
                .singleElement()
                .satisfies(alert -> assertThat(alert.labels())
                        .containsEntry("level", "level-2")
                        .containsEntry("severity", "warning")));
        assertThat(minutesToNext()).isBetween(6 * 24 * 60 - 2.0, 6 * 24 * 60.0);
        say(State.RESOLVED, Map.of("alertname", "DriveNoisy"));
        await().untilAsserted(() -> assertThat(calls(run))
                .filteredOn(alert -> alert.endsAt() != null)
                .singleElement()
                .satisfies(alert -> assertThat(alert.labels()).containsEntry("severity", "warning")));
    }

    @Test
    void whatARunbookThatFailedSaidEndsWithTheLastAlertThatHasIt() {
        String second = Ids.next();
        long endsBefore =
                failures().stream().filter(alert -> alert.endsAt() != null).count();
        say(State.FIRING, Map.of("alertname", "DriveNoisy", "severity", "warning"));
        String run = await().until(() -> runOf(fingerprint), found -> !found.isEmpty());
        await().untilAsserted(() -> assertThat(failures()).last().satisfies(alert -> {
            assertThat(alert.generatorUrl()).endsWith(run);
            assertThat(alert.endsAt()).isNull();
        }));
        others.say(new AlertStateChanged(
                second,
                State.FIRING,
                Map.of("alertname", "DriveNoisy", "severity", "warning", "drive", "2"),
                Map.of(),
                SINCE,
                Instant.now()));
        await().until(() -> runOf(second), found -> !found.isEmpty());
        await().until(() -> runs("emergency-noisy", "running").isEmpty());

        say(State.RESOLVED, Map.of("alertname", "DriveNoisy"));
        others.say(new AlertStateChanged(
                second, State.RESOLVED, Map.of("alertname", "DriveNoisy"), Map.of(), SINCE, Instant.now()));

        await().untilAsserted(() -> assertThat(failures().getLast().endsAt()).isNotNull());
        assertThat(failures()).filteredOn(alert -> alert.endsAt() != null).hasSize((int) endsBefore + 1);
    }

    @Test
    void runbookThatFailsAfterItsAlertIsOverLeavesNothingOpen() {
        say(State.FIRING, Map.of("alertname", "MachineStopped", "severity", "critical"));
        String run = await().until(() -> runOf(fingerprint), found -> !found.isEmpty());
        ApprovalRequested question = await().until(
                        () -> others.heard(ApprovalRequested.class).stream()
                                .filter(asked -> asked.plan().contains("run: " + run))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
        say(State.RESOLVED, Map.of("alertname", "MachineStopped"));
        await().untilAsserted(() -> assertThat(unresolved()).isZero());

        jdbi.useHandle(handle -> handle.execute(
                "update run_step set deadline = now() where approval_id = ?::uuid", question.approvalId()));
        jdbi.useHandle(handle -> handle.execute("update run set wake_at = now() where id = ?::uuid", run));

        await().untilAsserted(() -> assertThat(others.heard(AlertRaised.class))
                .filteredOn(alert -> "emergency-stopped".equals(alert.labels().get("procedure"))
                        && "ProcedureRunFailed".equals(alert.labels().get("alertname")))
                .last()
                .satisfies(alert -> assertThat(alert.endsAt()).isNotNull()));
        assertThat(viewer().get("/api/v1/operations/" + run).path("state").toString())
                .isEqualTo("failed");
    }

    @Test
    void criticalRunbookOfALesserAlertKeepsTheTimesOfACriticalOne() {
        say(State.FIRING, Map.of("alertname", "MachineHung", "severity", "warning"));
        String run = await().until(() -> runOf(fingerprint), found -> !found.isEmpty());

        assertThat(minutesToNext()).isBetween(13.0, 15.0);
        cancel(run);
    }

    private List<AlertRaised> failures() {
        return others.heard(AlertRaised.class).stream()
                .filter(alert -> "emergency-noisy".equals(alert.labels().get("procedure"))
                        && "ProcedureRunFailed".equals(alert.labels().get("alertname")))
                .toList();
    }

    /** Firings of the alert that are not resolved. */
    private long unresolved() {
        return jdbi.withHandle(handle -> handle.select(
                        "select count(*) from alert_run where fingerprint = ? and resolved_at is null", fingerprint)
                .mapTo(Long.class)
                .one());
    }

    private double minutesToNext() {
        return jdbi.withHandle(handle -> handle.select(
                        "select extract(epoch from next_at - now()) / 60 from alert_run where fingerprint = ?",
                        fingerprint)
                .mapTo(Double.class)
                .one());
    }

    private void say(State state, Map<String, String> labels) {
        others.say(new AlertStateChanged(fingerprint, state, labels, Map.of(), SINCE, Instant.now()));
    }

    private List<AlertRaised> calls(String run) {
        return others.heard(AlertRaised.class).stream()
                .filter(alert -> "EmergencyUnresolved".equals(alert.labels().get("alertname")))
                .filter(alert -> String.valueOf(alert.generatorUrl()).endsWith(run))
                .toList();
    }

    /** As if so much time had gone by. */
    private void pass(Duration time) {
        jdbi.useHandle(handle -> handle.execute(
                "update alert_run set next_at = next_at - ? * interval '1 second' where fingerprint = ?",
                time.toSeconds(),
                fingerprint));
    }

    private String runOf(String alert) {
        return jdbi.withHandle(
                handle -> handle.select("select run_id::text from alert_run where fingerprint = ?", alert)
                        .mapTo(String.class)
                        .findOne()
                        .orElse(""));
    }

    private static List<String> runs(String procedure, String state) {
        return viewer().get("/api/v1/operations?procedure=" + procedure + "&state=" + state)
                .path("items.runId");
    }

    private static void cancel(String run) {
        io.agentaiops.opsscheduler.testing.Callers.operator().post("/api/v1/operations/" + run + "/cancel");
    }
}
