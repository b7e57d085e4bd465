package io.agentaiops.toolrunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.audit.AuditRecorded;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.agentaiops.eventcontracts.tool.Expectation;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted.State;
import io.agentaiops.eventcontracts.tool.ToolCallProgressed;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.agentaiops.local.testing.EnginesTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tool calls as other services ask for them: events in, events out, over a real broker and database. */
@QuarkusTest
@QuarkusTestResource(
        value = EnginesTestResource.class,
        restrictToAnnotatedClass = false,
        initArgs = @ResourceArg(name = "engines", value = "kafka,postgres"))
class ToolRunnerIT {

    private static final Duration SOON = Duration.ofSeconds(25);

    @Inject
    BusProbe bus;

    @Inject
    Jdbi jdbi;

    @Test
    void readOnlyCommandRunsIsolatedAndIsJudged() {
        Expectation expect =
                new Expectation(0, List.of("Filesystem"), List.of(), null, new Expectation.Bound("(\\d+)%", 100), null);

        ToolCallCompleted done = completed(ask("df -h", expect));

        assertThat(done.state()).isEqualTo(State.SUCCEEDED);
        assertThat(done.exitCode()).isZero();
        assertThat(done.output()).startsWith("Filesystem");
        assertThat(done.sandbox()).isIn("bubblewrap", "unshare");
        assertThat(done.verdict()).isEqualTo(new ToolCallCompleted.Verdict(true, ""));
    }

    @Test
    void sameCallAskedForTwiceRunsOnce() {
        ToolCallRequested call = call("uptime", null, Instant.now().plusSeconds(60), null);
        String eventId = bus.send(call);
        bus.send(call, eventId);
        bus.send(call);
        ToolCallCompleted done = completed(call.callId());
        ToolCallRequested later = call("nproc", null, Instant.now().plusSeconds(60), null);
        bus.send(later);
        completed(later.callId());

        assertThat(done.state()).isEqualTo(State.SUCCEEDED);
        assertThat(results(call.callId())).hasSize(1);
        assertThat(attempts(call.callId())).isEqualTo(1);
    }

    @Test
    void deniedCommandNeverStartsAProcess() {
        String callId = ask("cat /etc/shadow", null);

        ToolCallCompleted done = completed(callId);

        assertThat(done.state()).isEqualTo(State.DENIED);
        assertThat(done.reason()).contains("/etc/shadow holds secrets");
        assertThat(done.sandbox()).isNull();
        assertThat(attempts(callId)).isZero();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(bus.heard(
                                AuditRecorded.class,
                                audit -> callId.equals(audit.details().get("callId"))))
                        .singleElement()
                        .satisfies(audit -> {
                            assertThat(audit.actor()).isEqualTo("ada");
                            assertThat(audit.action()).isEqualTo("tool.execute");
                            assertThat(audit.outcome()).isEqualTo("denied");
                            assertThat(audit.resource()).isEqualTo("terminal: cat /etc/shadow");
                        }));
    }

    @Test
    void unknownToolIsDenied() {
        ToolCallRequested call = new ToolCallRequested(
                Ids.next(),
                "crystal-ball",
                Map.of(),
                origin(),
                "ada",
                null,
                Instant.now().plusSeconds(60),
                null);
        bus.send(call);

        assertThat(completed(call.callId()).reason()).isEqualTo("there is no tool 'crystal-ball'");
    }

    @Test
    void callIsNotStartedAfterItsDeadline() {
        ToolCallRequested call = call("uptime", null, Instant.now().minusSeconds(1), null);
        bus.send(call);

        assertThat(completed(call.callId()).state()).isEqualTo(State.EXPIRED);
        assertThat(attempts(call.callId())).isZero();
    }

    @Test
    void callThatTakesTooLongIsStoppedAndKeepsWhatItPrinted() {
        ToolCallRequested call = call("vmstat 1 100", null, Instant.now().plusSeconds(60), 1500L);
        bus.send(call);

        ToolCallCompleted done = completed(call.callId());

        assertThat(done.state()).isEqualTo(State.TIMED_OUT);
        assertThat(done.exitCode()).isNull();
        assertThat(done.output()).contains("procs");
        assertThat(ProcessHandle.allProcesses())
                .noneMatch(process -> process.info().commandLine().orElse("").endsWith("vmstat 1 100"));
    }

    @Test
    void whoLooksOnHearsLinesBeforeTheResult() {
        ToolCallRequested call = call("vmstat 1 3", null, Instant.now().plusSeconds(60), null);
        bus.send(call);

        ToolCallCompleted done = completed(call.callId());
        List<ToolCallProgressed> progress =
                bus.heard(ToolCallProgressed.class, shown -> shown.callId().equals(call.callId()));

        assertThat(progress).isNotEmpty();
        assertThat(progress.getFirst().output()).contains("procs");
        assertThat(progress.getFirst().at()).isBefore(done.completedAt());
        assertThat(done.queueMs()).isNotNull().isNotNegative();
    }

    @Test
    void floodOfOneCallerDoesNotHoldUpAnother() {
        Origin flooding = origin();
        List<String> flood = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            flood.add(Ids.next());
            bus.send(new ToolCallRequested(
                    flood.getLast(),
                    "terminal",
                    Map.of("command", "vmstat 1 2"),
                    flooding,
                    "ada",
                    null,
                    Instant.now().plusSeconds(120),
                    null));
        }
        ToolCallCompleted other = completed(ask("uptime", null));

        assertThat(other.state()).isEqualTo(State.SUCCEEDED);
        assertThat(bus.heard(ToolCallCompleted.class, done -> flood.contains(done.callId())))
                .hasSizeLessThan(flood.size());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> bus.heard(ToolCallCompleted.class, done -> flood.contains(done.callId()))
                                .size()
                        == flood.size());
    }

    @Test
    void longOutputIsCutAndSaysSo() {
        ToolCallCompleted done = completed(ask("find /usr/share", null));

        assertThat(done.truncated()).isTrue();
        assertThat(done.output()).startsWith("/usr/share\n").contains("bytes left out");
    }

    @Test
    void commandThatIsNotInstalledFailsWithThatReason() {
        ToolCallCompleted done = completed(ask("nvidia-smi", null));

        assertThat(done.state()).isEqualTo(State.FAILED);
        assertThat(done.exitCode()).isEqualTo(127);
        assertThat(done.reason()).isEqualTo("nvidia-smi is not installed on this host");
    }

    @Test
    void secretsInOutputAreHidden() {
        ToolCallCompleted done = completed(ask("grep -rh ZZZZ-no-such-thing /usr/share/doc/bash", null));
        assertThat(done.state()).isEqualTo(State.FAILED);
        assertThat(done.reason()).isEqualTo("exit code 1");

        ToolCallCompleted mail = completed(ask("grep -m 1 -o '[a-z]*@debian.org' /usr/share/doc/bash/copyright", null));
        assertThat(mail.output()).doesNotContain("@debian.org");
    }

    @Test
    void readThatADeadReplicaLeftRunsAgain() {
        String callId = leftRunning("uptime", true, 1);

        ToolCallCompleted done = completed(callId);

        assertThat(done.state()).isEqualTo(State.SUCCEEDED);
        assertThat(attempts(callId)).isEqualTo(2);
    }

    @Test
    void changeThatADeadReplicaLeftIsNeverRepeated() {
        String callId = leftRunning("systemctl restart aiops-no-such-unit", false, 1);

        ToolCallCompleted done = completed(callId);

        assertThat(done.state()).isEqualTo(State.UNKNOWN_OUTCOME);
        assertThat(attempts(callId)).isEqualTo(1);
    }

    @Test
    void readThatKillsItsReplicaIsGivenUpInTheEnd() {
        assertThat(completed(leftRunning("uptime", true, 3)).state()).isEqualTo(State.UNKNOWN_OUTCOME);
    }

    @Test
    void callThatWasStoredAndNeverStartedIsFound() {
        String callId = Ids.next();
        insert(callId, "uptime", "accepted", null, true, 0);

        assertThat(completed(callId).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void statisticsCountCalls() {
        completed(ask("uptime", null));

        OperationCompleted done = operation("tools.statistics", Map.of("window", "1d"));

        assertThat(done.outcome()).isEqualTo(OperationCompleted.Outcome.SUCCEEDED);
        assertThat(done.summary()).contains("tool calls in the last day");
        assertThat(done.evidence()).containsKey("tools");
        assertThat(operation("tools.statistics", Map.of("window", "soon")).outcome())
                .isEqualTo(OperationCompleted.Outcome.REFUSED);
    }

    @Test
    void toolTestsItself() {
        OperationCompleted done = operation("tools.self-test", Map.of("tool", "terminal"));

        assertThat(done.outcome()).as(done.summary()).isEqualTo(OperationCompleted.Outcome.SUCCEEDED);
    }

    private OperationCompleted operation(String capability, Map<String, Object> arguments) {
        OperationRequested request = new OperationRequested(
                Ids.next(),
                Ids.next(),
                capability,
                arguments,
                "scheduler",
                false,
                Instant.now().plusSeconds(60));
        bus.send(request);
        return await().atMost(SOON)
                .until(
                        () -> bus.heard(
                                OperationCompleted.class,
                                done -> done.operationId().equals(request.operationId())),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private String ask(String command, @Nullable Expectation expect) {
        ToolCallRequested call = call(command, expect, Instant.now().plusSeconds(60), null);
        bus.send(call);
        return call.callId();
    }

    private static ToolCallRequested call(
            String command, @Nullable Expectation expect, Instant deadline, @Nullable Long timeoutMs) {
        return new ToolCallRequested(
                Ids.next(), "terminal", Map.of("command", command), origin(), "ada", expect, deadline, timeoutMs);
    }

    private static Origin origin() {
        return new Origin(Origin.Kind.RUN, Ids.next());
    }

    private ToolCallCompleted completed(String callId) {
        return await().atMost(SOON)
                .until(() -> results(callId), found -> !found.isEmpty())
                .getFirst();
    }

    private List<ToolCallCompleted> results(String callId) {
        return bus.heard(ToolCallCompleted.class, done -> done.callId().equals(callId));
    }

    private int attempts(String callId) {
        return jdbi.withHandle(handle -> handle.createQuery("select attempts from tool_call where call_id = :id")
                .bind("id", callId)
                .mapTo(Integer.class)
                .one());
    }

    /** What kill -9 leaves: a row that a replica claimed which is not there any more. */
    private String leftRunning(String command, boolean repeatable, int attempts) {
        String callId = Ids.next();
        insert(callId, command, "running", "tool-runner-dead", repeatable, attempts);
        return callId;
    }

    private void insert(
            String callId, String command, String state, @Nullable String instance, boolean repeatable, int attempts) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            insert into tool_call (call_id, tool, arguments, origin_kind, origin_id, principal, deadline,
                state, instance, repeatable, attempts, accepted_at, started_at)
            values (:id, 'terminal', jsonb_build_object('command', cast(:command as text)), 'RUN', :id,
                'ada', now() + interval '1 minute', :state, :instance, :repeatable, :attempts,
                now() - interval '1 hour', now() - interval '1 hour')
            """)
                .bind("id", callId)
                .bind("command", command)
                .bind("state", state)
                .bind("instance", instance)
                .bind("repeatable", repeatable)
                .bind("attempts", attempts)
                .execute());
    }
}
