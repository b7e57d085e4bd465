package io.agentaiops.opsscheduler.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
                machine.resolve("a.md"), "# A\n\nSee [b](b.md#x), [web](https://x.invalid) and [gone](gone.md).\n");
        Files.writeString(machine.resolve("b.md"), "back to [a](./a.md)\n");

        WebLinks.Checked checked = new LinkCheck(new WebLinks(), config()).check(machine);

        assertThat(checked.dead()).containsExactly("a.md:3: gone.md");
        assertThat(checked.unchecked()).containsExactly("a.md:3: https://x.invalid");
    }

    @Test
    void pageThatHasGoneIsDeadAndOneThatIsThereIsNot() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/gone", exchange -> answer(exchange, 404));
        server.createContext("/there", exchange -> answer(exchange, 200));
        server.start();
        try {
            String site = "http://127.0.0.1:" + server.getAddress().getPort();

            WebLinks.Checked checked =
                    new WebLinks().check(Map.of(site + "/gone", "a.md:1", site + "/there", "a.md:2"));

            assertThat(checked.dead()).containsExactly("a.md:1: " + site + "/gone");
            assertThat(checked.unchecked()).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void install(String program) throws IOException {
        Path file = Files.createFile(machine.resolve(program));
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private MachineCheck check() {
        return new MachineCheck(config());
    }

    private DriftConfig config() {
        return new MachineConfig(machine, true);
    }
}
