package io.agentaiops.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessTest {

    private static final Duration GRACE = Duration.ofMillis(500);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void processEndsWhenAsked() {
        LocalProcess process = start("sleep 60");

        assertThat(process.stop(Duration.ofSeconds(5))).isTrue();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void processThatDoesNotListenIsKilledWithItsChildren() {
        LocalProcess process = start("trap '' TERM; sleep 61 & echo child $!; while :; do sleep 1; done");
        await().until(() -> !LogTail.of(log()).isEmpty());
        long child = Long.parseLong(LogTail.of(log()).getFirst().replace("child ", ""));

        assertThat(process.stop(GRACE)).isFalse();
        assertThat(process.isAlive()).isFalse();
        await().until(() -> !ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void fastShutdownSignalIsTheOneThatWasAskedFor() {
        // A shell cannot trap a signal that was ignored when it began, as it is for everything in the background.
        String script = "trap 'echo interrupted; exit 0' INT; echo up; while :; do sleep 0.1; done";
        LocalProcess process = LocalProcess.start(
                launch("exec env --default-signal=INT sh -c \"" + script + "\""), LocalProcess.Signal.INT);
        await().until(() -> LogTail.of(log()).contains("up"));

        process.stop(Duration.ofSeconds(5));

        assertThat(LogTail.of(log())).contains("interrupted");
    }

    @Test
    void nothingOfTheCallersEnvironmentIsInherited() {
        LocalProcess process = start("env");
        await().until(() -> !process.isAlive());

        assertThat(LogTail.of(log())).contains("GIVEN=yes").noneMatch(line -> line.startsWith("HOME="));
    }

    @Test
    void programThatIsMissingIsTold() {
        Launch launch =
                new Launch("ghost", List.of("/nowhere/ghost"), Map.of(), Path.of("/nowhere"), log(), Account.caller());

        assertThatThrownBy(() -> LocalProcess.start(launch, LocalProcess.Signal.TERM))
                .hasMessageContaining("cannot start ghost");
    }

    @Test
    void watchedProcessAndFolderEndWithTheWatch() throws Exception {
        Path doomed = Files.createDirectory(folder.resolve("doomed"));
        LocalProcess process = start("sleep 62");
        Watchdog watchdog = Watchdog.start();
        watchdog.watch(process);
        watchdog.discard(doomed);

        watchdog.release();

        assertThat(process.isAlive()).isFalse();
        assertThat(doomed).doesNotExist();
    }

    private LocalProcess start(String script) {
        return LocalProcess.start(launch(script), LocalProcess.Signal.TERM);
    }

    private Launch launch(String script) {
        return new Launch(
                "test",
                List.of("sh", "-c", script),
                Map.of("PATH", "/usr/bin:/bin", "GIVEN", "yes"),
                folder,
                log(),
                Account.caller());
    }

    private Path log() {
        return folder.resolve("test.log");
    }
}
