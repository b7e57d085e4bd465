package io.agentaiops.toolrunner.builtin.probe;

import io.agentaiops.toolrunner.egress.GuardedResolver;
import io.agentaiops.toolrunner.tool.Tool.SelfTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

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
