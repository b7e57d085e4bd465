package io.agentaiops.toolrunner.builtin.probe;

import io.agentaiops.toolrunner.tool.InProcessRun;
import io.agentaiops.toolrunner.tool.Parameter;
import io.agentaiops.toolrunner.tool.Parameters;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolAnswer;
import io.agentaiops.toolrunner.tool.ToolDescription;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Tries whether a port takes connections. */
@Singleton
class TcpProbeTool implements Tool {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Parameters PARAMETERS = Parameters.of(
            Parameter.text("host", "Name or address of the host"),
            Parameter.number("port", "Which port", 1, 65_535, 443));

    private final Probing probing;

    TcpProbeTool(ProbeRule rule) {
        this.probing = new Probing(rule);
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                "tcp_probe",
                "Tries whether a TCP port of a host takes connections, and how fast. Sends nothing.",
                PARAMETERS.schema(),
                "read",
                List.of("connects to this machine, the site's networks, and the public hosts that are configured"),
                InProcessRun.LEVEL);
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        return Probing.atPort(PARAMETERS, arguments, "connect to", "Not open:", LIMIT, this::answer);
    }

    private ToolAnswer answer(String host, int port, Duration timeout) throws IOException {
        long start = System.nanoTime();
        try (Socket socket = probing.connect(host, port, timeout)) {
            double ms = (System.nanoTime() - start) / 1e6;
            return ToolAnswer.good("Open: %s port %d took the connection after %.1f ms.%n"
                    .formatted(socket.getInetAddress().getHostAddress(), port, ms));
        }
    }

    @Override
    public SelfTest selfTest() {
        return probing.selfTest();
    }
}
