package io.agentaiops.agentgateway.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of Ollama.
 *
 * @param url its address
 * @param reachable whether it answered
 * @param version its version, when it answered
 * @param reason why it cannot be used, when it did not
 * @param models what it holds
 * @param checkedAt when it was asked
 */
public record OllamaState(
        String url,
        boolean reachable,
        @Nullable String version,
        @Nullable String reason,
        List<OllamaModel> models,
        Instant checkedAt) {

    public OllamaState {
        models = List.copyOf(models);
    }

    /** The model of that name; {@code :latest} may be left out. */
    public Optional<OllamaModel> model(String name) {
        return models.stream()
                .filter(model -> model.name().equals(name) || model.name().equals(name + ":latest"))
                .findFirst();
    }
}
