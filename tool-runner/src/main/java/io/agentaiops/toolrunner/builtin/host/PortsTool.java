package io.agentaiops.toolrunner.builtin.host;

import io.agentaiops.toolrunner.tool.InProcessRun;
import io.agentaiops.toolrunner.tool.Parameter;
import io.agentaiops.toolrunner.tool.Parameters;
import io.agentaiops.toolrunner.tool.Parameters.Given;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolAnswer;
import io.agentaiops.toolrunner.tool.ToolDescription;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Lists who listens on which port. */
@Singleton
class PortsTool implements Tool {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int ANY = 0;
    private static final int MOST = 200;
    private static final Parameters PARAMETERS = Parameters.of(
            Parameter.number("port", "Only this port; 0 for all", ANY, 65_535, ANY),
            Parameter.flag("connections", "Whether to list established connections too", false));

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                "ports",
                "Lists the ports that programs of this machine listen on, with the process where it may be seen.",
                PARAMETERS.schema(),
                "read",
                List.of("reads the list of sockets and their processes"),
                InProcessRun.LEVEL);
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        return PARAMETERS.prepare(
                arguments,
                given -> new Preparation.Ready(
                        "list " + (given.number("port") == ANY ? "all ports" : "port " + given.number("port"))
                                + (given.flag("connections") ? " with connections" : ""),
                        new InProcessRun(LIMIT, timeout -> answer(given))));
    }

    private static ToolAnswer answer(Given given) {
        OperatingSystem system = new SystemInfo().getOperatingSystem();
        int port = given.number("port");
        List<IPConnection> found = system.getInternetProtocolStats().getConnections().stream()
                .filter(connection -> listens(connection) || (given.flag("connections") && isConnected(connection)))
                .filter(connection ->
                        port == ANY || connection.getLocalPort() == port || connection.getForeignPort() == port)
                .sorted(Comparator.comparingInt(IPConnection::getLocalPort).thenComparing(IPConnection::getType))
                .toList();
        if (found.isEmpty()) {
            return ToolAnswer.bad("Nobody listens" + (port == ANY ? "" : " on port " + port) + ".\n");
        }
        StringBuilder text = new StringBuilder("PROTO LOCAL                     STATE        PROCESS\n");
        found.stream().limit(MOST).forEach(connection -> text.append(line(connection, system)));
        return ToolAnswer.good(
                found.size() > MOST ? text + "(" + MOST + " of " + found.size() + ")\n" : text.toString());
    }

    /** A UDP socket has no state: one that is bound and not connected waits for anybody. */
    private static boolean listens(IPConnection connection) {
        return connection.getState() == TcpState.LISTEN
                || (connection.getType().startsWith("udp") && connection.getForeignPort() == 0);
    }

    private static boolean isConnected(IPConnection connection) {
        return connection.getState() == TcpState.ESTABLISHED;
    }

    private static String line(IPConnection connection, OperatingSystem system) {
        String local = address(connection.getLocalAddress()) + ":" + connection.getLocalPort();
        if (isConnected(connection)) {
            local += " -> " + address(connection.getForeignAddress()) + ":" + connection.getForeignPort();
        }
        return "%-5s %-25s %-12s %s%n"
                .formatted(
                        connection.getType(),
                        local,
                        listens(connection)
                                ? "listening"
                                : connection.getState().name().toLowerCase(Locale.ROOT),
                        process(connection.getowningProcessId(), system));
    }

    private static String process(int pid, OperatingSystem system) {
        if (pid <= 0) {
            return "(not visible to this account)";
        }
        OSProcess process = system.getProcess(pid);
        return process == null ? Integer.toString(pid) : pid + " " + process.getName();
    }

    private static String address(byte[] bytes) {
        try {
            InetAddress address = bytes.length == 0 ? null : InetAddress.getByAddress(bytes);
            if (address == null || address.isAnyLocalAddress()) {
                return "*";
            }
            String text = address.getHostAddress();
            return text.contains(":") ? "[" + text + "]" : text;
        } catch (UnknownHostException e) {
            return "?";
        }
    }

    @Override
    public SelfTest selfTest() {
        int count = new SystemInfo()
                .getOperatingSystem()
                .getInternetProtocolStats()
                .getConnections()
                .size();
        return new SelfTest(count > 0, count + " sockets are seen");
    }
}
