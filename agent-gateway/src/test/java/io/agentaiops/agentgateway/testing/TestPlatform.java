package io.agentaiops.agentgateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;

/** The stand-ins, started once, and the administrator's key. */
public final class TestPlatform {

    public static final PeerServer PEERS;
    public static final OllamaServer OLLAMA;

    static {
        try {
            PEERS = new PeerServer(Integer.parseInt(config("test.peers.port")));
            OLLAMA = new OllamaServer(Integer.parseInt(config("test.ollama.port")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestPlatform() {}

    /** The key that the gateway took over from its file. */
    public static String adminKey() {
        try {
            return Files.readString(Path.of(config("AIOPS_ADMIN_KEY_FILE"))).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key by which alert-router asks about other keys. */
    public static String serviceKey() {
        try {
            return Files.readString(Path.of(config("AIOPS_ALERT_ROUTER_KEY_FILE")))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
