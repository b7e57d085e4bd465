package io.agentaiops.agentgateway.testing;

import io.agentaiops.local.process.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;

/** Points the gateway at the stand-ins, which {@link TestPlatform} starts inside the test's own class loader. */
public class TestPorts implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        List<Integer> ports = Ports.free(3);
        String peers = Integer.toString(ports.get(0));
        String ollama = Integer.toString(ports.get(1));
        String nobody = Integer.toString(ports.get(2));
        String peersUrl = "http://127.0.0.1:" + peers;
        return Map.of(
                "test.peers.port", peers,
                "test.ollama.port", ollama,
                "AIOPS_TOOL_RUNNER_URL", peersUrl,
                "AIOPS_RAG_INDEXER_URL", peersUrl,
                "AIOPS_OPS_SCHEDULER_URL", peersUrl,
                "AIOPS_ALERT_ROUTER_URL", "http://127.0.0.1:" + nobody,
                "OPENSEARCH_HOSTS", "127.0.0.1:" + nobody,
                "OLLAMA_BASE_URL", "http://127.0.0.1:" + ollama);
    }

    @Override
    public void stop() {
        // the stand-ins end with the JVM
    }
}
