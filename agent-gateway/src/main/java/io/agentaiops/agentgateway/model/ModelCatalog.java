package io.agentaiops.agentgateway.model;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the models of all hosts can do. A model's traits belong to its digest, so they are asked for once. */
@ApplicationScoped
public class ModelCatalog {

    private static final int REMEMBERED = 500;

    private final OllamaHosts hosts;
    private final OllamaClient client;
    private final OllamaConfig config;
    private final Map<String, ModelTraits> byDigest = new LinkedHashMap<>();

    ModelCatalog(OllamaHosts hosts, OllamaClient client, OllamaConfig config) {
        this.hosts = hosts;
        this.client = client;
        this.config = config;
    }

    /** The model of that name, wherever it is; {@code :latest} may be left out. */
    public Optional<OllamaModel> find(String name) {
        return hosts.states().stream()
                .filter(OllamaState::reachable)
                .flatMap(state -> state.model(name).stream())
                .findFirst();
    }

    /** What the model can do. */
    public ModelTraits traits(String name) {
        return find(name).map(this::traits).orElse(ModelTraits.UNKNOWN);
    }

    /** What the model can do. */
    public ModelTraits traits(OllamaModel model) {
        String key = model.digest() == null ? model.name() : model.digest();
        ModelTraits known = remembered(key);
        if (known != null) {
            return known;
        }
        for (OllamaHost host : hosts.holding(model.name())) {
            try {
                ModelTraits shown = ModelTraits.of(client.show(host.url(), model.name()));
                ModelTraits traits = shown.capabilities().isEmpty()
                        ? new ModelTraits(model.capabilities(), shown.contextLength())
                        : shown;
                remember(key, traits);
                return traits;
            } catch (OllamaFailure e) {
                // Not remembered: the next host is asked, or this one again with the next chat.
            }
        }
        return new ModelTraits(model.capabilities(), 0);
    }

    /**
     * The window for a chat with the model: what the session wants or the configuration says, never more than the
     * configured maximum and the model's own limit.
     */
    public int contextTokens(String name, ModelParameters parameters) {
        Integer wish = parameters.numCtx();
        int wanted = Math.min(wish == null ? config.contextTokens() : wish, config.maxContextTokens());
        int own = traits(name).contextLength();
        return own > 0 ? Math.min(wanted, own) : wanted;
    }

    /** The models of all hosts, each once. */
    public List<OllamaModel> all() {
        Map<String, OllamaModel> byName = new LinkedHashMap<>();
        hosts.states()
                .forEach(state -> state.models()
                        .forEach(model ->
                                byName.merge(model.name(), model, (one, other) -> one.loaded() ? one : other)));
        return List.copyOf(byName.values());
    }

    private synchronized @Nullable ModelTraits remembered(String key) {
        return byDigest.get(key);
    }

    private synchronized void remember(String key, ModelTraits traits) {
        if (byDigest.size() >= REMEMBERED) {
            byDigest.remove(byDigest.keySet().iterator().next());
        }
        byDigest.put(key, traits);
    }
}
