package io.agentaiops.agentgateway.model;

import io.agentaiops.agentgateway.model.OllamaClient.OllamaFailure;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Knows whether a model can be used now: by asking Ollama every few seconds, and by how the last chats ended. */
@ApplicationScoped
public class Models {

    private static final Logger LOG = Logger.getLogger(Models.class);

    private final OllamaClient client;
    private final OllamaConfig config;
    private final Clock clock;
    private final AtomicReference<@Nullable OllamaState> state = new AtomicReference<>();
    private volatile Circuit circuit = Circuit.CLOSED;
    private final Map<String, List<String>> capabilities = new ConcurrentHashMap<>();

    Models(OllamaClient client, OllamaConfig config, Clock clock) {
        this.client = client;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${aiops.ollama.probe-every:5s}",
            identity = "ollama-probe",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void probe() {
        OllamaState now = client.look();
        OllamaState before = state.getAndSet(now);
        if (before == null || before.reachable() != now.reachable()) {
            LOG.infof(
                    "ollama url=%s reachable=%s %s",
                    now.url(), now.reachable(), now.reachable() ? "version=" + now.version() : now.reason());
        }
    }

    /** What is known now; asks when nothing is known yet. */
    public OllamaState state() {
        OllamaState known = state.get();
        if (known == null) {
            known = client.look();
            state.set(known);
        }
        return known;
    }

    /** Asks Ollama right now. */
    public OllamaState look() {
        OllamaState now = client.look();
        state.set(now);
        return now;
    }

    /** The model for a chat: the one asked for, or the default. */
    public ModelChoice choose(@Nullable String asked) {
        OllamaState known = state();
        if (!known.reachable()) {
            return new ModelChoice.NotUsable(String.valueOf(known.reason()));
        }
        if (!circuit.lets(clock.instant())) {
            return new ModelChoice.NotUsable("the model failed several times in a row and is left alone for a moment");
        }
        String wanted = asked == null ? config.defaultModel().orElse(null) : asked;
        if (wanted != null) {
            return known.model(wanted)
                    .map(this::usable)
                    .orElseGet(() -> new ModelChoice.NotUsable(
                            "Ollama does not hold the model " + wanted + " (ollama pull " + wanted + ")"));
        }
        return defaultOf(known)
                .map(this::usable)
                .orElseGet(() -> new ModelChoice.NotUsable("Ollama holds no model that can answer"));
    }

    /** The model used when none is named. */
    public Optional<OllamaModel> defaultModel() {
        OllamaState known = state();
        return config.defaultModel().flatMap(known::model).or(() -> defaultOf(known));
    }

    /** A chat ended well. */
    public synchronized void succeeded() {
        circuit = circuit.succeeded();
    }

    /** A chat failed. */
    public synchronized void failed() {
        circuit = circuit.failed(clock.instant(), config.failuresToOpen(), config.openFor());
    }

    private static Optional<OllamaModel> defaultOf(OllamaState known) {
        return known.models().stream().filter(OllamaModel::completes).findFirst();
    }

    private ModelChoice usable(OllamaModel model) {
        if (!model.capabilities().isEmpty()) {
            return new ModelChoice.Usable(model.name(), model.usesTools());
        }
        List<String> shown = capabilities.computeIfAbsent(model.name() + "@" + model.digest(), key -> show(model));
        return new ModelChoice.Usable(model.name(), shown.isEmpty() || shown.contains("tools"));
    }

    private List<String> show(OllamaModel model) {
        try {
            return client.capabilities(model.name());
        } catch (OllamaFailure e) {
            return List.of();
        }
    }
}
