package io.agentaiops.agentgateway.library;

import io.agentaiops.agentgateway.model.OllamaClient;
import io.agentaiops.agentgateway.model.OllamaConfig;
import io.agentaiops.agentgateway.model.OllamaFailure;
import io.agentaiops.agentgateway.model.OllamaHost;
import io.agentaiops.agentgateway.model.OllamaHosts;
import io.agentaiops.eventbus.Audit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings models into memory, throws them out of it, and deletes them: on every host that holds them. */
@ApplicationScoped
class ModelResidence {

    /** What came of it: per host, or why there. */
    record Outcome(String model, List<String> hosts, Map<String, String> problems) {
        Outcome {
            hosts = List.copyOf(hosts);
            problems = Map.copyOf(problems);
        }
    }

    @FunctionalInterface
    private interface Work {
        void at(OllamaHost host) throws OllamaFailure;
    }

    private final OllamaHosts hosts;
    private final OllamaClient client;
    private final OllamaConfig config;
    private final Audit audit;

    ModelResidence(OllamaHosts hosts, OllamaClient client, OllamaConfig config, Audit audit) {
        this.hosts = hosts;
        this.client = client;
        this.config = config;
        this.audit = audit;
    }

    Outcome load(String model, String principal) {
        return everywhere("model.load", model, principal, host -> client.load(host.url(), model, config.keepAlive()));
    }

    Outcome unload(String model, String principal) {
        return everywhere("model.unload", model, principal, host -> client.load(host.url(), model, "0"));
    }

    Outcome delete(String model, String principal) {
        return everywhere("model.delete", model, principal, host -> client.delete(host.url(), model));
    }

    private Outcome everywhere(String action, String model, String principal, Work work) {
        List<String> done = new ArrayList<>();
        Map<String, String> problems = new TreeMap<>();
        for (OllamaHost host : hosts.holding(model)) {
            try {
                work.at(host);
                done.add(host.url());
            } catch (OllamaFailure e) {
                problems.put(host.url(), e.reason());
            }
        }
        String outcome = problems.isEmpty() ? "succeeded" : "failed";
        // Ollama is asked before: no transaction is held meanwhile.
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(principal, action, model, outcome, Map.of("hosts", String.join(", ", done))));
        hosts.lookAtAll();
        return new Outcome(model, done, problems);
    }
}
