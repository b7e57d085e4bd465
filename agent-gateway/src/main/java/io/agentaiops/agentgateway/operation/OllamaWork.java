package io.agentaiops.agentgateway.operation;

import io.agentaiops.agentgateway.model.Models;
import io.agentaiops.agentgateway.model.OllamaClient;
import io.agentaiops.agentgateway.model.OllamaClient.OllamaFailure;
import io.agentaiops.agentgateway.model.OllamaModel;
import io.agentaiops.agentgateway.model.OllamaState;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** What procedures ask about Ollama. */
@ApplicationScoped
class OllamaWork {

    private final Models models;
    private final OllamaClient client;
    private final Clock clock;

    OllamaWork(Models models, OllamaClient client, Clock clock) {
        this.models = models;
        this.client = client;
        this.clock = clock;
    }

    Finding version() {
        OllamaState state = models.look();
        return state.reachable()
                ? Finding.good(
                        "Ollama " + state.version() + " answers at " + state.url(),
                        Map.of("version", Objects.requireNonNullElse(state.version(), "unknown"), "url", state.url()))
                : unreachable(state);
    }

    Finding models(Operation operation) {
        OllamaState state = models.look();
        if (!state.reachable()) {
            return unreachable(state);
        }
        List<String> names = state.models().stream().map(OllamaModel::name).toList();
        List<String> missing = operation.arguments().texts("require").stream()
                .filter(name -> state.model(name).isEmpty())
                .toList();
        Map<String, Object> evidence = Map.of("models", names, "missing", missing);
        if (!missing.isEmpty()) {
            return Finding.bad(
                    "missing: " + String.join(", ", missing) + " (ollama pull " + missing.getFirst() + ")", evidence);
        }
        return names.isEmpty()
                ? Finding.bad("Ollama holds no model: pull one, such as ollama pull llama3.2", evidence)
                : Finding.good(names.size() + " models: " + String.join(", ", names), evidence);
    }

    Finding pull(Operation operation) {
        String model = operation.arguments().text("model");
        AtomicReference<String> last = new AtomicReference<>("");
        try {
            Duration limit = Duration.between(clock.instant(), operation.deadline());
            client.pull(model, limit, last::set);
            return Finding.good("pulled " + model, Map.of("model", model));
        } catch (OllamaFailure e) {
            return Finding.bad(e.reason(), Map.of("model", model, "lastStatus", last.get()));
        }
    }

    private static Finding unreachable(OllamaState state) {
        return Finding.bad(
                state.reason() + ". Start it (systemctl start ollama), or set OLLAMA_BASE_URL; until then answers come"
                        + " from the runbooks.",
                Map.of("url", state.url()));
    }
}
