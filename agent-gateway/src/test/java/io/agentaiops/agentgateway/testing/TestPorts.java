package io.agentaiops.agentgateway.testing;

import io.agentaiops.local.process.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Points the gateway at the stand-ins, which {@link TestPlatform} starts inside the test's own class loader. The identity
 * provider is started here: it is asked when the gateway starts.
 */
public class TestPorts implements QuarkusTestResourceLifecycleManager {

    private @Nullable OidcServer oidc;

    @Override
    public Map<String, String> start() {
        List<Integer> ports = Ports.free(4);
        String peers = Integer.toString(ports.get(0));
        String ollama = Integer.toString(ports.get(1));
        String nobody = Integer.toString(ports.get(2));
        String peersUrl = "http://127.0.0.1:" + peers;
        int provider = ports.get(3);
        try {
            oidc = new OidcServer(provider);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.ofEntries(
                Map.entry("test.peers.port", peers),
                Map.entry("test.ollama.port", ollama),
                Map.entry("AIOPS_TOOL_RUNNER_URL", peersUrl),
                Map.entry("AIOPS_RAG_INDEXER_URL", peersUrl),
                Map.entry("AIOPS_OPS_SCHEDULER_URL", peersUrl),
                Map.entry("AIOPS_ALERT_ROUTER_URL", "http://127.0.0.1:" + nobody),
                Map.entry("OPENSEARCH_HOSTS", "127.0.0.1:" + nobody),
                Map.entry("OLLAMA_BASE_URL", "http://127.0.0.1:" + ollama),
                Map.entry("AIOPS_OIDC_ENABLED", "true"),
                Map.entry("AIOPS_OIDC_ISSUER", "http://127.0.0.1:" + provider),
                Map.entry("aiops.runs.stalled-reader", "2s"),
                // Answers are taken from the cache only in the tests that switch it on.
                Map.entry("aiops.answer-cache.enabled", "false"),
                Map.entry("aiops.answer-cache.live-max-age", "0s"),
                // Trials of models in seconds instead of hours.
                Map.entry("aiops.promotion.look-every", "1s"),
                Map.entry("aiops.promotion.canary-for", "0s"),
                Map.entry("aiops.promotion.canary-least", "3"),
                Map.entry("aiops.promotion.canary-enough", "5"));
    }

    @Override
    public void stop() {
        // the other stand-ins end with the JVM
        if (oidc != null) {
            oidc.close();
        }
    }
}
