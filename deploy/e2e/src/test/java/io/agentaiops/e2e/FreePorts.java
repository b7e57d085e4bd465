package io.agentaiops.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ports that nobody listens on. */
final class FreePorts {

    private FreePorts() {}

    /** By how much the ports of a stack are moved so that all of them are free. */
    static int offset() {
        RandomGenerator random = RandomGenerator.getDefault();
        return IntStream.generate(() -> 11_000 + random.nextInt(9_000))
                .limit(100)
                .filter(offset -> ofStack(offset).stream().allMatch(FreePorts::isFree))
                .findFirst()
                .orElseThrow();
    }

    /** Every port that a stack may listen on. */
    static List<Integer> ofStack(int offset) {
        // Services, engines; two replicas of the gateway and of tool-runner, and their balancers.
        return Stream.of(8080, 8081, 8082, 8083, 8084, 9092, 9093, 5432, 9200, 8090, 8091, 8100, 8101, 8175, 8176)
                .map(port -> port + offset)
                .toList();
    }

    static int any() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
