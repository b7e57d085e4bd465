package io.agentaiops.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void portThatSomebodyListensOnIsNotFree() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(socket.getLocalPort())).isFalse();
        }
    }

    @Test
    void freePortsAreDifferentAndFree() {
        List<Integer> ports = Ports.free(20);

        assertThat(new HashSet<>(ports)).hasSize(20);
        assertThat(ports).allMatch(Ports::isFree);
    }

    @Test
    void freePortsAreNoneThatAnOutgoingConnectionMayTake() {
        assertThat(Ports.free(100)).hasSize(100).allMatch(port -> port < 32_768);
    }
}
