package io.agentaiops.toolrunner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agentaiops.toolrunner.sandbox.ProcessOutcome.Exited;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attacker reaches who got past the policy and runs whatever is installed: judged by what happened outside. */
class SandboxAttackTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
        sandbox = Sandboxes.of(Map.of("level", "bubblewrap"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    /** GTFOBins' file-write functions, and the ways around a read-only root. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo x > $F",
                "tee $F < /etc/hosts",
                "dd if=/etc/hosts of=$F",
                "cp /etc/hosts $F",
                "sed -n 'w '$F /etc/hosts",
                "awk 'BEGIN {print 1 > \"'$F'\"}'",
                "find /etc/hosts -fprintf $F x",
                "sort -o $F /etc/hosts",
                "tar cf $F /etc/hosts",
                "curl -s -o $F file:///etc/hosts",
                "mount -o remount,rw / ; echo x > $F",
                "unshare -Urm sh -c 'mount -o remount,rw /; echo x > '$F",
                "ln -s $F /tmp/l; echo x > /tmp/l",
                "chroot / sh -c 'echo x > '$F",
                "nsenter -t 1 -m sh -c 'echo x > '$F"
            })
    void nothingIsWrittenOutside(String attack) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("/var/tmp"), "aiops-attack-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path file = folder.resolve("written");

        shell("F=" + file + "; " + attack);

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        } finally {
            Files.delete(folder);
        }
    }

    @Test
    void nobodyIsReachedOverTheNetwork() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(500);
            String port = Integer.toString(server.getLocalPort());

            shell("for h in 127.0.0.1 ::1 localhost; do bash -c \"exec 3<>/dev/tcp/$h/" + port + "\"; "
                    + "curl -s -m 1 http://$h:" + port + "/; nc -w 1 $h " + port + "; done");

            assertThat(accepted(server)).isFalse();
        }
    }

    @Test
    void secretsOfTheMachineStayUnread() throws Exception {
        String seen = shell(
                        "cat /etc/shadow /root/.bashrc /root/.ssh/* /home/*/.* /proc/1/environ /proc/1/root/etc/shadow"
                                + " /run/secrets/*; ls -A /root /home; strings /proc/kcore | head -1")
                .output();

        assertThat(seen.lines().filter(line -> !line.contains("cat:") && !line.contains("strings:")))
                .allMatch(line -> line.isBlank() || line.equals("/root:") || line.equals("/home:"));
    }

    /** Daemons that leave their session, their parent and their output behind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "setsid sleep $M > /dev/null 2>&1 &",
                "nohup sleep $M > /dev/null 2>&1 &",
                "(sleep $M > /dev/null 2>&1 &) &",
                "trap '' TERM HUP INT; setsid sh -c 'trap \"\" TERM HUP; sleep '$M > /dev/null 2>&1 &"
            })
    void noProcessOutlivesTheCall(String attack) throws Exception {
        String mark = "97" + Math.abs(UUID.randomUUID().hashCode() % 100_000);

        shell("M=" + mark + "; " + attack + " sleep 0.1");

        // The kernel kills what is left of the sandbox as its parent ends.
        await().atMost(Duration.ofSeconds(5))
                .until(() -> ProcessHandle.allProcesses()
                        .noneMatch(process ->
                                process.info().commandLine().orElse("").endsWith("sleep " + mark)));
    }

    @Test
    void processesOfTheMachineAreNeitherSeenNorHarmed() throws Exception {
        Process victim = new ProcessBuilder("sleep", "60").start();
        try {
            shell("kill -9 " + victim.pid() + "; pkill sleep; killall sleep; kill -9 -1");

            assertThat(victim.isAlive()).isTrue();
        } finally {
            victim.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unshare -U true",
                "unshare -n true",
                "unshare -p -f true",
                "mount -t tmpfs tmpfs /tmp",
                "mount --bind /etc /tmp",
                "umount /tmp",
                "chroot / true",
                "nsenter -t 1 -a true",
                "strace -f true",
                "setpriv --reuid=0 true",
                "ip link add dummy0 type dummy",
                "date -s 2020-01-01",
                "hostname evil",
                "dmesg -C",
                "swapon /etc/hosts",
                "modprobe dummy",
                "prlimit --pid $$ --nofile=1048576:1048576 true",
                "mknod /tmp/sda b 8 0"
            })
    void kernelRefusesWhatWouldChangeTheMachine(String attack) throws Exception {
        assertThat(shell(attack).exitCode()).isNotZero();
    }

    @Test
    void whatIsLeftToWriteToIsSmall() throws Exception {
        Sandbox roomy = Sandboxes.of(Map.of("level", "bubblewrap", "file-bytes", "1000000000"));

        String told = run(
                        roomy,
                        "for d in /tmp /dev/shm /root /home /dev; do { head -c 200000000 /dev/zero > $d/fill;"
                                + " stat -c '%s' $d/fill; rm -f $d/fill; } 2> /dev/null; done; true")
                .output();

        roomy.close();
        assertThat(told.lines().map(Long::parseLong)).hasSize(2).allMatch(size -> size <= 67_108_864);
    }

    @Test
    void memoryOfAllProcessesTogetherIsBounded() throws Exception {
        Sandbox small = Sandboxes.of(Map.of("level", "bubblewrap", "tree-memory-bytes", "150000000"));

        ProcessOutcome outcome = small.run(
                List.of(command("for i in 1 2 3 4; do (head -c 60000000 /dev/zero; sleep 15) | tail & done; wait")),
                LIMIT);

        small.close();
        assertThat(outcome).isInstanceOf(ProcessOutcome.OutOfMemory.class);
    }

    @Test
    void forkBombEndsWithItsCall() throws Exception {
        Sandbox small = Sandboxes.of(Map.of("level", "bubblewrap", "processes", "40"));

        ProcessOutcome outcome = small.run(List.of(command("b() { b | b & }; b; sleep 30")), Duration.ofMillis(700));

        small.close();
        assertThat(outcome).isInstanceOf(ProcessOutcome.TimedOut.class);
        assertThat(run(sandbox, "echo fine").output()).isEqualTo("fine\n");
    }

    @Test
    void warmSandboxServesOneCommandAndKeepsWordsApart() throws Exception {
        Exited exited = (Exited) sandbox.run(
                List.of(new SandboxedCommand(
                        List.of("/usr/bin/printf", "[%s]", "a b", "", " $(id) `id` \\n", "-n", "*", "ü"),
                        false,
                        false,
                        false)),
                LIMIT);

        assertThat(exited.output()).isEqualTo("[a b][][ $(id) `id` \\n][-n][*][ü]");
        run(sandbox, "echo x > /tmp/kept");
        assertThat(run(sandbox, "ls -A /tmp").output()).isEmpty();
    }

    /** Of a slot, of what stands ready, and of a sandbox made for it: what we have open is nobody's business. */
    @Test
    void commandHoldsNoOpenFileOfOurs() throws Exception {
        SandboxedCommand list = new SandboxedCommand(List.of("/bin/ls", "/proc/self/fd"), false, false, false);
        SandboxedCommand exposed = new SandboxedCommand(
                list.argv(), new SandboxedCommand.Profile(false, false, false, List.of("/etc/hosts"), Map.of()));
        SandboxedCommand cat = new SandboxedCommand(List.of("/bin/cat"), false, false, false);

        // 3 is the directory that ls reads.
        assertThat(sandbox.run(List.of(list), LIMIT).output()).isEqualTo("0\n1\n2\n3\n");
        assertThat(sandbox.run(List.of(list, cat), LIMIT).output()).isEqualTo("0\n1\n2\n3\n");
        assertThat(sandbox.run(List.of(exposed), LIMIT).output()).isEqualTo("0\n1\n2\n3\n");
    }

    @Test
    void whoLooksOnSeesLinesBeforeTheEnd() throws Exception {
        StringBuilder seen = new StringBuilder();

        ProcessOutcome outcome = sandbox.run(
                List.of(command("echo one; sleep 0.7; echo two; sleep 0.7; echo three")), LIMIT, seen::append);

        assertThat(seen.toString()).startsWith("one\n").contains("two\n");
        assertThat(outcome.output()).isEqualTo("one\ntwo\nthree\n");
    }

    private static boolean accepted(ServerSocket server) throws IOException {
        try (var connection = server.accept()) {
            return connection.isConnected();
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static Exited shell(String script) throws IOException, InterruptedException {
        return run(sandbox, script);
    }

    private static Exited run(Sandbox in, String script) throws IOException, InterruptedException {
        ProcessOutcome outcome = in.run(List.of(command(script)), LIMIT);
        assertThat(outcome).isInstanceOf(Exited.class);
        return (Exited) outcome;
    }

    private static SandboxedCommand command(String script) {
        return new SandboxedCommand(List.of("/bin/sh", "-c", script), false, false, false);
    }
}
