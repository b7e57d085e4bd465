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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tool calls as other services ask for them: events in, events out, over a real broker and database. */
@QuarkusTest
@QuarkusTestResource(
        value = EnginesTestResource.class,
        restrictToAnnotatedClass = false,
        initArgs = @ResourceArg(name = "engines", value = "kafka,postgres"))
class ToolRunnerIT {

    @Inject
    BusProbe bus;

    @Inject
    CallProbe calls;

    @Test
    void readOnlyCommandRunsIsolatedAndIsJudged() {
        Expectation expect =
                new Expectation(0, List.of("Filesystem"), List.of(), null, new Expectation.Bound("(\\d+)%", 100), null);

        ToolCallCompleted done = calls.completed(calls.ask("df -h", expect));

        assertThat(done.state()).isEqualTo(State.SUCCEEDED);
        assertThat(done.exitCode()).isZero();
        assertThat(done.output()).startsWith("Filesystem");
        assertThat(done.sandbox()).isIn("bubblewrap", "unshare");
        assertThat(done.verdict()).isEqualTo(new ToolCallCompleted.Verdict(true, ""));
    }

    @Test
    void errorsGoWhereTheCommandLineSendsThem() {
        String nowhere = "ls /nowhere-at-all";

        assertThat(calls.completed(calls.ask(nowhere, null)).output()).contains("No such file");
        ToolCallCompleted dropped = calls.completed(calls.ask(nowhere + " 2>/dev/null", null));
        assertThat(dropped.output()).isEmpty();
        assertThat(dropped.exitCode()).isEqualTo(2);
        assertThat(calls.completed(calls.ask(nowhere + " 2>&1 | wc -l", null)).output())
                .isEqualTo("1\n");
        assertThat(calls.completed(calls.ask(nowhere + " 2>/dev/null | wc -l", null))
                        .output())
                .isEqualTo("0\n");
    }

    @Test
    void whatTheKernelSaysOfAnotherProcessIsRead() {
        String own = "cat /proc/" + ProcessHandle.current().pid() + "/comm";

        assertThat(calls.completed(calls.ask(own, null)).output()).startsWith("java");
    }

    @Test
    void sameCallAskedForTwiceRunsOnce() {
        ToolCallRequested call = CallProbe.call("uptime", null, Instant.now().plusSeconds(60), null);
        String eventId = bus.send(call);
        bus.send(call, eventId);
        bus.send(call);
        ToolCallCompleted done = calls.completed(call.callId());
        ToolCallRequested later = CallProbe.call("nproc", null, Instant.now().plusSeconds(60), null);
        bus.send(later);
        calls.completed(later.callId());

        assertThat(done.state()).isEqualTo(State.SUCCEEDED);
        assertThat(calls.results(call.callId())).hasSize(1);
        assertThat(calls.attempts(call.callId())).isEqualTo(1);
    }

    @Test
    void resultBelongsToTheTraceThatAskedForIt() {
        String trace = Ids.next().replace("-", "");
        ToolCallRequested call = CallProbe.call("uptime", null, Instant.now().plusSeconds(60), null);
        bus.send(call, Ids.next(), "00-" + trace + "-00f067aa0ba902b7-01");

        calls.completed(call.callId());

        assertThat(bus.records("aiops.tool-results").stream()
                        .filter(record -> new String(record.value(), StandardCharsets.UTF_8).contains(call.callId()))
                        .map(record -> new String(
                                record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8)))
                .singleElement()
                .asString()
                .startsWith("00-" + trace + "-");
    }

    @Test
    void deniedCommandNeverStartsAProcess() {
        String callId = calls.ask("cat /etc/shadow", null);

        ToolCallCompleted done = calls.completed(callId);

        assertThat(done.state()).isEqualTo(State.DENIED);
        assertThat(done.reason()).contains("/etc/shadow holds secrets");
        assertThat(done.sandbox()).isNull();
        assertThat(calls.attempts(callId)).isZero();
        await().atMost(CallProbe.SOON)
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
                CallProbe.origin(),
                "ada",
                null,
                Instant.now().plusSeconds(60),
                null);
        bus.send(call);

        assertThat(calls.completed(call.callId()).reason()).isEqualTo("there is no tool 'crystal-ball'");
    }

    @Test
    void callIsNotStartedAfterItsDeadline() {
        ToolCallRequested call = CallProbe.call("uptime", null, Instant.now().minusSeconds(1), null);
        bus.send(call);

        assertThat(calls.completed(call.callId()).state()).isEqualTo(State.EXPIRED);
        assertThat(calls.attempts(call.callId())).isZero();
    }

    @Test
    void callThatTakesTooLongIsStoppedAndKeepsWhatItPrinted() {
        ToolCallRequested call =
                CallProbe.call("vmstat 1 100", null, Instant.now().plusSeconds(60), 1500L);
        bus.send(call);

        ToolCallCompleted done = calls.completed(call.callId());

        assertThat(done.state()).isEqualTo(State.TIMED_OUT);
        assertThat(done.exitCode()).isNull();
        assertThat(done.output()).contains("procs");
        assertThat(ProcessHandle.allProcesses())
                .noneMatch(process -> process.info().commandLine().orElse("").endsWith("vmstat 1 100"));
    }

    @Test
    void whoLooksOnHearsLinesBeforeTheResult() {
        ToolCallRequested call =
                CallProbe.call("vmstat 1 3", null, Instant.now().plusSeconds(60), null);
        bus.send(call);

        ToolCallCompleted done = calls.completed(call.callId());
        List<ToolCallProgressed> progress =
                bus.heard(ToolCallProgressed.class, shown -> shown.callId().equals(call.callId()));

        assertThat(progress).isNotEmpty();
        assertThat(progress.getFirst().output()).contains("procs");
        assertThat(progress.getFirst().at()).isBefore(done.completedAt());
        assertThat(done.queueMs()).isNotNull().isNotNegative();
    }

    @Test
    void floodOfOneCallerDoesNotHoldUpAnother() {
        Origin flooding = CallProbe.origin();
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
        ToolCallCompleted other = calls.completed(calls.ask("uptime", null));

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
        ToolCallCompleted done = calls.completed(calls.ask("find /usr/share", null));

        assertThat(done.truncated()).isTrue();
        assertThat(done.output()).startsWith("/usr/share\n").contains("bytes left out");
    }

    @Test
    void commandThatIsNotInstalledFailsWithThatReason() {
        ToolCallCompleted done = calls.completed(calls.ask("nvidia-smi", null));

        assertThat(done.state()).isEqualTo(State.FAILED);
        assertThat(done.exitCode()).isEqualTo(127);
        assertThat(done.reason()).isEqualTo("nvidia-smi is not installed on this host");
    }

    @Test
    void secretsInOutputAreHidden() {
        ToolCallCompleted done = calls.completed(calls.ask("grep -rh ZZZZ-no-such-thing /usr/share/doc/bash", null));
        assertThat(done.state()).isEqualTo(State.FAILED);
        assertThat(done.reason()).isEqualTo("exit code 1");

        ToolCallCompleted mail =
                calls.completed(calls.ask("grep -m 1 -o '[a-z]*@debian.org' /usr/share/doc/bash/copyright", null));
        assertThat(mail.output()).doesNotContain("@debian.org");
    }

    @Test
    void statisticsCountCalls() {
        calls.completed(calls.ask("uptime", null));

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
        return await().atMost(CallProbe.SOON)
                .until(
                        () -> bus.heard(
                                OperationCompleted.class,
                                done -> done.operationId().equals(request.operationId())),
                        found -> !found.isEmpty())
                .getFirst();
    }
}
