package io.agentaiops.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.random.RandomGenerator;

/** TCP ports of the loopback interface. */
public final class Ports {

    private static final int LOWEST = 20_000;
    private static final int EPHEMERAL = 32_768;
    private static final int ATTEMPTS = 2_000;

    private Ports() {}

    /**
     * So many different ports that nobody listens on now. They lie below the range that the kernel takes the local ends of
     * outgoing connections from (32768 and up by default), so that nothing takes one before its server does: a client that
     * polls a port of that range can even be connected to itself.
     */
    public static List<Integer> free(int count) {
        return RandomGenerator.getDefault()
                .ints(LOWEST, EPHEMERAL)
                .distinct()
                .limit(ATTEMPTS)
                .filter(Ports::isFree)
                .limit(count)
                .boxed()
                .toList();
    }

    /** Whether a server could listen on the port. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
