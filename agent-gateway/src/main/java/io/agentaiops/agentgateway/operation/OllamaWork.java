package io.agentaiops.agentgateway.operation;

import io.agentaiops.agentgateway.library.ModelPulls;
import io.agentaiops.agentgateway.library.Pull;
import io.agentaiops.agentgateway.model.Models;
import io.agentaiops.agentgateway.model.OllamaModel;
import io.agentaiops.agentgateway.model.OllamaState;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What procedures ask about Ollama. */
@ApplicationScoped
class OllamaWork {

    private static final long LOOK_EVERY_MILLIS = 500;

    private final Models models;
    private final ModelPulls pulls;
    private final Clock clock;

    OllamaWork(Models models, ModelPulls pulls, Clock clock) {
        this.models = models;
        this.pulls = pulls;
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
        Pull pull = pulls.start(model, null, operation.principal());
        try {
            while (!pull.state().isEnd() && clock.instant().isBefore(operation.deadline())) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
                pull = pulls.find(pull.id()).orElseThrow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Map<String, Object> evidence =
                Map.of("model", model, "pullId", pull.id(), "lastStatus", pull.status(), "bytes", pull.completed());
        return switch (pull.state()) {
            case SUCCEEDED -> Finding.good("pulled " + model, evidence);
            case FAILED, CANCELLED -> Finding.bad(String.valueOf(pull.reason()), evidence);
            case QUEUED, RUNNING ->
                Finding.bad("not there yet; the download goes on (" + pull.status() + ")", evidence);
        };
    }

    private static Finding unreachable(OllamaState state) {
        return Finding.bad(
                state.reason() + ". Start it (systemctl start ollama), or set OLLAMA_BASE_URL; until then answers come"
                        + " from the runbooks.",
                Map.of("url", state.url()));
    }
}
