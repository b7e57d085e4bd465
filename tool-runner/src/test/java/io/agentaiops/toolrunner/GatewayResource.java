package io.agentaiops.toolrunner;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where the tests' own gateway listens, and the key for it. */
public final class GatewayResource implements QuarkusTestResourceLifecycleManager {

    static final String KEY = "key-of-a-viewer";

    @Override
    public Map<String, String> start() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path key = Files.createTempFile(Files.createDirectories(Path.of("target")), "gateway-", ".key");
            Files.writeString(key, KEY + "\n");
            return Map.of(
                    "aiops.peers.gateway",
                    "http://127.0.0.1:" + free.getLocalPort(),
                    "aiops.peers.key-file",
                    key.toAbsolutePath().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
