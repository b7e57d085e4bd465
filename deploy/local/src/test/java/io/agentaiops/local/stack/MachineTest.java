package io.agentaiops.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentaiops.local.process.Account;
import io.agentaiops.local.process.Launch;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void portInUseIsToldWithItsOwnerAndTheRemedy() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            StackHome home = StackHome.of(folder, Optional.empty(), 0);

            assertThatThrownBy(() -> Machine.require(home, Account.caller(), List.of(new Listener(port))))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("port " + port + ", which web needs, is in use by java (PID "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining("--offset");
        }
    }

    @Test
    void programsOfThePathAreFound() {
        assertThat(Machine.has("sh")).isTrue();
        assertThat(Machine.has("no-such-program-anywhere")).isFalse();
    }

    @Test
    void diskIsMeasuredWhereAFolderWillBe() {
        assertThat(Machine.freeDisk(folder.resolve("not/yet/there"))).isPositive();
    }

    private record Listener(int port) implements Component {

        @Override
        public String name() {
            return "web";
        }

        @Override
        public List<String> needs() {
            return List.of();
        }

        @Override
        public List<Integer> ports() {
            return List.of(port);
        }

        @Override
        public String version() {
            return "";
        }

        @Override
        public Launch prepare() {
            throw new AssertionError("must not be started");
        }

        @Override
        public boolean ready() {
            return false;
        }
    }
}
