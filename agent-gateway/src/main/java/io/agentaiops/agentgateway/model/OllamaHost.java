package io.agentaiops.agentgateway.model;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One Ollama: its address, what was last seen there, how many chats of this replica it works on, and whether it, or one
 * of its models, is left alone for a while.
 */
public final class OllamaHost {

    private final String url;
    private final OllamaConfig config;
    private final AtomicInteger active = new AtomicInteger();
    private volatile @Nullable OllamaState state;
    private Circuit circuit = Circuit.CLOSED;
    private final Map<String, Circuit> byModel = new HashMap<>();

    OllamaHost(String url, OllamaConfig config) {
        this.url = url;
        this.config = config;
    }

    /** Its address, without a slash at the end. */
    public String url() {
        return url;
    }

    /** Chats that this replica has there now. */
    public int active() {
        return active.get();
    }

    /** What was last seen there; null before the first look. */
    @Nullable
    OllamaState state() {
        return state;
    }

    /** Takes note of what was seen; a host that came back is trusted again at once. */
    synchronized boolean seen(OllamaState now) {
        OllamaState before = state;
        state = now;
        boolean changed = before == null || before.reachable() != now.reachable();
        if (changed && now.reachable()) {
            circuit = Circuit.CLOSED;
            byModel.clear();
        }
        return changed;
    }

    boolean answers() {
        OllamaState known = state;
        return known != null && known.reachable();
    }

    boolean holds(String model) {
        OllamaState known = state;
        return known != null && known.reachable() && known.model(model).isPresent();
    }

    boolean hasLoaded(String model) {
        OllamaState known = state;
        return known != null && known.model(model).map(OllamaModel::loaded).orElse(false);
    }

    /** Whether a chat with the model may be tried now. */
    synchronized boolean lets(String model, Instant now) {
        return circuit.lets(now) && byModel.getOrDefault(model, Circuit.CLOSED).lets(now);
    }

    /** closed, open, or half-open. */
    public synchronized String circuit(Instant now) {
        return circuit.label(now, config.failuresToOpen());
    }

    /** Begins a chat if one may be tried; whoever gets true must {@link #leave}. */
    synchronized boolean enter(String model, Instant now) {
        if (!lets(model, now)) {
            return false;
        }
        int limit = config.failuresToOpen();
        Duration pause = config.openFor();
        circuit = circuit.tried(now, limit, pause);
        byModel.computeIfPresent(model, (name, known) -> known.tried(now, limit, pause));
        active.incrementAndGet();
        return true;
    }

    void leave() {
        active.decrementAndGet();
    }

    synchronized void succeeded(String model) {
        circuit = circuit.succeeded();
        byModel.remove(model);
    }

    /** A model that fails is left alone without its host; a host that does not answer is left alone as a whole. */
    synchronized void failed(String model, OllamaFailure.Kind kind, Instant now) {
        int limit = config.failuresToOpen();
        Duration pause = config.openFor();
        switch (kind) {
            case UNREACHABLE -> circuit = circuit.failed(now, limit, pause);
            case BROKE ->
                byModel.merge(
                        model,
                        Circuit.CLOSED.failed(now, limit, pause),
                        (known, first) -> known.failed(now, limit, pause));
            // The host works: it is busy, or the request was not for it.
            case BUSY, MODEL_MISSING, TOO_LONG, REFUSED -> circuit = circuit.succeeded();
        }
    }
}
