package io.agentaiops.toolrunner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agentaiops.toolrunner.sandbox.ProcessOutcome.Exited;
import io.agentaiops.toolrunner.sandbox.ProcessOutcome.TimedOut;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command can really do inside, at each level of isolation. */
class SandboxTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "unshare"})
    void nothingOfTheMachineCanBeWritten(String level) throws Exception {
        Path target = Path.of("target").toAbsolutePath();
        Path file = target.resolve("written-" + UUID.randomUUID());
        Sandbox sandbox = sandbox(level);

        Exited exited = run(sandbox, "/usr/bin/touch", file.toString());

        assertThat(exited.exitCode()).isNotZero();
        assertThat(file).doesNotExist();
        assertThat(run(sandbox, "/usr/bin/touch", "/var/tmp/" + file.getFileName())
                        .exitCode())
                .isNotZero();
        assertThat(run(sandbox, "/usr/bin/touch", "/tmp/" + file.getFileName()).exitCode())
                .isZero();
        assertThat(Path.of("/tmp").resolve(file.getFileName())).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "unshare"})
    void commandHasNoNetworkUnlessItIsGiven(String level) throws Exception {
        Sandbox sandbox = sandbox(level);

        assertThat(run(sandbox, "/usr/bin/cat", "/proc/self/net/dev")
                        .output()
                        .lines()
                        .skip(2))
                .allMatch(line -> line.strip().startsWith("lo:"));

        String machine = Files.readString(Path.of("/proc/self/net/dev"));
        SandboxedCommand withNetwork =
                new SandboxedCommand(List.of("/usr/bin/cat", "/proc/self/net/dev"), true, false, false);
        assertThat(sandbox.run(List.of(withNetwork), LIMIT).output().lines().count())
                .isEqualTo(machine.lines().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "unshare"})
    void commandHasNoRightsAndCannotGainAny(String level) throws Exception {
        String status = run(sandbox(level), "/usr/bin/cat", "/proc/self/status").output();

        assertThat(status)
                .contains("CapEff:\t0000000000000000")
                .contains("NoNewPrivs:\t1")
                .contains("Seccomp:\t2");
        assertThat(run(sandbox(level), "/usr/bin/cat", "/etc/shadow").exitCode())
                .isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "unshare"})
    void hiddenPathsAreEmpty(String level) throws Exception {
        // Not under target/: a checkout may lie in /tmp, which every sandbox replaces by its own.
        Path directory = Files.createDirectories(Path.of("/var/tmp", "aiops-hidden-" + UUID.randomUUID()));
        Path inside = Files.writeString(directory.resolve("inside.txt"), "treasure");
        Path file = Files.writeString(Path.of("/var/tmp", "aiops-hidden-file-" + UUID.randomUUID()), "treasure");
        Stream.of(directory, inside, file).map(Path::toFile).forEach(File::deleteOnExit);
        Sandbox sandbox = sandbox(level, Map.of("hidden-paths", directory + "," + file));

        assertThat(run(sandbox, "/usr/bin/cat", inside.toString(), file.toString())
                        .output())
                .doesNotContain("treasure");
        assertThat(run(sandbox, "/usr/bin/ls", directory.toString()).output()).doesNotContain("inside");
        assertThat(run(sandbox(level), "/usr/bin/cat", inside.toString()).output())
                .isEqualTo("treasure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "unshare"})
    void environmentIsClean(String level) throws Exception {
        assertThat(run(sandbox(level), "/usr/bin/env")
                        .output()
                        .lines()
                        .map(line -> line.substring(0, line.indexOf('='))))
                .isSubsetOf(
                        "PATH",
                        "LC_ALL",
                        "TERM",
                        "HOME",
                        "DEBIAN_FRONTEND",
                        "SYSTEMD_COLORS",
                        "OLLAMA_HOST",
                        "PWD",
                        "OLDPWD",
                        "SHLVL",
                        "_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "unshare"})
    void processesOfTheMachineAreSeenOnlyIfGiven(String level) throws Exception {
        Sandbox sandbox = sandbox(level);
        SandboxedCommand ps = new SandboxedCommand(List.of("/usr/bin/ps", "-eo", "comm"), false, true, false);

        assertThat(sandbox.run(List.of(ps), LIMIT).output()).contains("java");
        assertThat(run(sandbox, "/usr/bin/ps", "-eo", "comm").output()).doesNotContain("java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "unshare", "none"})
    void wholeTreeIsKilledWhenTimeIsUp(String level) throws Exception {
        String mark = "98" + (1000 + (int) (Math.random() * 9000));
        // Without isolation, whatever else runs under that account counts as well.
        Sandbox sandbox = sandbox(level, Map.of("allow-none", "true", "processes", "8192"));

        ProcessOutcome outcome = sandbox.run(
                List.of(command("/bin/sh", "-c", "echo begun; sleep " + mark + " & sleep " + mark)),
                Duration.ofSeconds(1));

        assertThat(outcome).isInstanceOf(TimedOut.class);
        assertThat(outcome.output()).isEqualTo("begun\n");
        assertThat(outcome.duration()).isLessThan(Duration.ofSeconds(5));
        awaitGone(mark);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "unshare"})
    void interruptedCallerLeavesNothingRunning(String level) throws Exception {
        String mark = "97" + (1000 + (int) (Math.random() * 9000));
        Sandbox sandbox = sandbox(level);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = Thread.startVirtualThread(() -> {
            try {
                sandbox.run(List.of(command("/usr/bin/sleep", mark)), LIMIT);
            } catch (IOException | InterruptedException e) {
                thrown.set(e);
            }
        });
        await().atMost(LIMIT).until(() -> running(mark));

        caller.interrupt();

        assertThat(caller.join(Duration.ofSeconds(5))).isTrue();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        awaitGone(mark);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "unshare"})
    void pipelinePassesOutputOnAndEndsWithItsLastCommand(String level) throws Exception {
        Sandbox sandbox = sandbox(level);

        ProcessOutcome outcome = sandbox.run(
                List.of(
                        command("/usr/bin/seq", "1", "1000000"),
                        command("/usr/bin/grep", "7"),
                        command("/usr/bin/head", "-n", "2")),
                LIMIT);

        assertThat(outcome).isInstanceOf(Exited.class);
        assertThat(outcome.output()).isEqualTo("7\n17\n");
        assertThat(outcome.duration()).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "unshare"})
    void outputKeepsItsBeginningAndItsEnd(String level) throws Exception {
        Exited exited = run(sandbox(level, Map.of("output-bytes", "1000")), "/usr/bin/seq", "1", "100000");

        assertThat(exited.truncated()).isTrue();
        assertThat(exited.output())
                .startsWith("1\n2\n")
                .contains("bytes left out")
                .endsWith("99999\n100000\n");
        assertThat(exited.output()).hasSizeLessThan(1100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "unshare"})
    void memoryIsBounded(String level) throws Exception {
        Exited exited = run(sandbox(level, Map.of("memory-bytes", "100000000")), "/usr/bin/tail", "/dev/zero");

        assertThat(exited.exitCode()).isNotZero();
        assertThat(exited.output()).contains("memory exhausted");
    }

    @Test
    void nothingRunsWhenNoLevelCanBeHad() throws Exception {
        Sandbox sandbox = sandbox("none");

        assertThat(sandbox.level()).isEqualTo(SandboxLevel.REFUSED);
        assertThatThrownBy(() -> sandbox.run(List.of(command("/usr/bin/true")), LIMIT))
                .isInstanceOf(IOException.class);
    }

    @Test
    void bestLevelThatWorksIsChosen() {
        assertThat(sandbox("auto", Map.of()).level()).isIn(SandboxLevel.BUBBLEWRAP, SandboxLevel.UNSHARE);
        Sandbox none = sandbox("auto", Map.of("path", "/nowhere", "allow-none", "false"));
        assertThat(none.level()).isEqualTo(SandboxLevel.REFUSED);
        assertThat(none.why()).contains("bubblewrap: not installed").contains("unshare: not installed");
    }

    private static Exited run(Sandbox sandbox, String... argv) throws IOException, InterruptedException {
        ProcessOutcome outcome = sandbox.run(List.of(command(argv)), LIMIT);
        assertThat(outcome).isInstanceOf(Exited.class);
        return (Exited) outcome;
    }

    private static SandboxedCommand command(String... argv) {
        return new SandboxedCommand(Arrays.asList(argv), false, false, false);
    }

    private static void awaitGone(String mark) {
        await().atMost(Duration.ofSeconds(5)).until(() -> !running(mark));
    }

    private static boolean running(String mark) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").endsWith("sleep " + mark));
    }

    private static Sandbox sandbox(String level) {
        return sandbox(level, Map.of());
    }

    private static Sandbox sandbox(String level, Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>();
        settings.forEach((name, value) -> properties.put("aiops.sandbox." + name, value));
        properties.put("aiops.sandbox.level", level);
        // Made for the call: what stands ready is tried by SandboxAttackTest.
        properties.put("aiops.sandbox.warm", "0");
        SandboxConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(SandboxConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(SandboxConfig.class);
        Executables executables = new Executables(config);
        assumeTrue(
                !level.equals("bubblewrap") || executables.find("bwrap").isPresent(),
                "bubblewrap is not installed: its tests are skipped");
        Sandbox sandbox = new Sandbox(config, executables);
        if (!level.equals("none") && !level.equals("auto")) {
            assertThat(sandbox.level().label()).as(sandbox.why()).isEqualTo(level);
        }
        return sandbox;
    }
}
