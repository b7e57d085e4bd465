package io.agentaiops.toolrunner.builtin.probe;

import io.agentaiops.toolrunner.egress.EgressRefused;
import io.agentaiops.toolrunner.egress.GuardedResolver;
import io.agentaiops.toolrunner.tool.InProcessRun;
import io.agentaiops.toolrunner.tool.Parameters;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool.SelfTest;
import io.agentaiops.toolrunner.tool.ToolAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;

/** Opens connections under the probes' rule. */
final class Probing {

    private final GuardedResolver resolver;

    Probing(ProbeRule rule) {
        this.resolver = new GuardedResolver(rule);
    }

    GuardedResolver resolver() {
        return resolver;
    }

    /**
     * A connection to the first of the host's addresses that takes one.
     *
     * @throws io.agentaiops.toolrunner.egress.EgressRefused when the rule forbids it
     * @throws IOException when no address takes one
     */
    Socket connect(String host, int port, Duration timeout) throws IOException {
        IOException last = new UnknownHostException(host);
        for (InetAddress address : resolver.addresses(host)) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), (int) timeout.toMillis());
                socket.setSoTimeout((int) timeout.toMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    /** Looks at a port. */
    @FunctionalInterface
    interface Look {
        ToolAnswer at(String host, int port, Duration timeout) throws IOException;
    }

    /**
     * Will look at the port that the arguments {@code host} and {@code port} name.
     *
     * @param deed what is done, for the plan
     * @param fault what is said before the host when it fails
     */
    static Preparation atPort(
            Parameters parameters,
            Map<String, Object> arguments,
            String deed,
            String fault,
            Duration limit,
            Look look) {
        return parameters.prepare(arguments, given -> {
            String host = given.text("host");
            int port = given.number("port");
            return new Preparation.Ready(
                    deed + " " + host + " port " + port,
                    new InProcessRun(limit, timeout -> answer(host, port, fault, timeout, look)));
        });
    }

    private static ToolAnswer answer(String host, int port, String fault, Duration timeout, Look look) {
        try {
            return look.at(host, port, timeout);
        } catch (EgressRefused e) {
            return ToolAnswer.bad("Refused: " + e.reason() + "\n");
        } catch (IOException e) {
            return ToolAnswer.bad(fault + " " + host + " port " + port + ": " + words(e) + "\n");
        }
    }

    /** What a person calls the fault. */
    static String words(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof UnknownHostException) {
            return "there is no host of that name (" + message + ")";
        }
        if (message.contains("timed out")) {
            return "no answer in time";
        }
        return message;
    }

    /** Whether connections can be made at all: one to a port that is opened for it. */
    SelfTest selfTest() {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = connect("127.0.0.1", server.getLocalPort(), Duration.ofSeconds(2))) {
            return new SelfTest(socket.isConnected(), "connected to a port of this machine");
        } catch (IOException e) {
            return new SelfTest(false, "no connection to this machine: " + words(e));
        }
    }
}
