package io.agentaiops.opsscheduler.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineCheckTest {

    @TempDir
    private Path machine;

    @Test
    void commandThatIsNotInstalledIsNamedAlsoBehindAPipe() throws IOException {
        install("df");
        assertThat(check().problems("df -h | sort -r")).containsExactly("the command sort is not installed");
        install("sort");
        assertThat(check().problems("df -h | sort -r")).isEmpty();
    }

    @Test
    void renamedUnitIsNoticed() throws IOException {
        install("systemctl");
        install("journalctl");
        Files.createFile(machine.resolve("ollama.service"));
        assertThat(check().problems("systemctl status ollama --no-pager")).isEmpty();
        assertThat(check().problems("journalctl -u ollama -n 100")).isEmpty();

        Files.move(machine.resolve("ollama.service"), machine.resolve("ollama-serve.service"));

        assertThat(check().problems("systemctl status ollama --no-pager")).containsExactly("there is no unit ollama");
        assertThat(check().problems("journalctl -u ollama -n 100")).containsExactly("there is no unit ollama");
    }

    @Test
    void closedPortIsNoticed() throws IOException {
        install("curl");
        int port;
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listening.getLocalPort();
            assertThat(check().problems("curl -sS http://localhost:" + port + "/api/version"))
                    .isEmpty();
        }
        assertThat(check().problems("curl -sS http://localhost:" + port + "/api/version"))
                .containsExactly("nothing listens on port " + port);
    }

    @Test
    void quotedPipeIsNoPipe() {
        assertThat(CommandWords.of("ss -tlnp | grep -E \":808[0-4]|x y\""))
                .containsExactly(List.of("ss", "-tlnp"), List.of("grep", "-E", ":808[0-4]|x y"));
    }

    @Test
    void linkThatLeadsNowhereIsNamedWithItsLine() throws IOException {
        Files.writeString(
                machine.resolve("a.md"), "# A\n\nSee [b](b.md#x), [web](https://example.org) and [gone](gone.md).\n");
        Files.writeString(machine.resolve("b.md"), "back to [a](./a.md)\n");
        assertThat(LinkCheck.dead(machine)).containsExactly("a.md:3: gone.md");
    }

    private void install(String program) throws IOException {
        Path file = Files.createFile(machine.resolve(program));
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private MachineCheck check() {
        return new MachineCheck(new DriftConfig() {
            @Override
            public List<Path> programs() {
                return List.of(machine);
            }

            @Override
            public List<Path> units() {
                return List.of(machine);
            }

            @Override
            public Duration connectTimeout() {
                return Duration.ofSeconds(1);
            }
        });
    }
}
