package io.agentaiops.agentgateway.model;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The Ollamas: which of them answer, what they hold, and which one takes the next chat. */
@ApplicationScoped
public class OllamaHosts {

    private static final Logger LOG = Logger.getLogger(OllamaHosts.class);

    /** A host that must load the model first is as good as one that is busy with so many chats more. */
    private static final int WORTH_OF_LOADED = 2;

    private final OllamaClient client;
    private final Clock clock;
    private final List<OllamaHost> hosts;

    OllamaHosts(OllamaClient client, OllamaConfig config, Clock clock) {
        this.client = client;
        this.clock = clock;
        this.hosts = config.baseUrls().stream()
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(OllamaHosts::checked)
                .distinct()
                .map(url -> new OllamaHost(url, config))
                .toList();
        if (hosts.isEmpty()) {
            throw new IllegalStateException("aiops.ollama.base-url (OLLAMA_BASE_URL) names no address");
        }
    }

    @Scheduled(
            every = "${aiops.ollama.probe-every:5s}",
            identity = "ollama-probe",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void probe() {
        lookAtAll();
    }

    /** All of them, in the order of the configuration. */
    public List<OllamaHost> all() {
        return hosts;
    }

    /** The host of that address, if it is one of ours. */
    public Optional<OllamaHost> byUrl(String url) {
        return hosts.stream().filter(host -> host.url().equals(url)).findFirst();
    }

    /** What each of them was last seen to be; looks when nothing is known yet. */
    public List<OllamaState> states() {
        return hosts.stream().map(this::state).toList();
    }

    /** Asks all of them right now. */
    public List<OllamaState> lookAtAll() {
        if (hosts.size() == 1) {
            return List.of(look(hosts.getFirst()));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<OllamaState>> looks =
                    hosts.stream().map(host -> threads.submit(() -> look(host))).toList();
            return looks.stream().map(OllamaHosts::joined).toList();
        }
    }

    /** Those that hold the model and answered when last asked. */
    public List<OllamaHost> holding(String model) {
        states();
        return hosts.stream().filter(host -> host.holds(model)).toList();
    }

    /**
     * The host for the next chat with the model, entered: one where it is in memory before one that must load it, and
     * among those the least busy. The caller must leave it.
     *
     * @param model the model's full name
     * @param except addresses that were tried already
     */
    Optional<OllamaHost> enter(String model, Set<String> except) {
        Instant now = clock.instant();
        return holding(model).stream()
                .filter(host -> !except.contains(host.url()))
                .sorted(Comparator.comparingInt(host -> load(host, model)))
                .filter(host -> host.enter(model, now))
                .findFirst();
    }

    /** The host that the next chat with the model would go to. */
    public Optional<OllamaHost> best(String model) {
        Instant now = clock.instant();
        return holding(model).stream()
                .filter(host -> host.lets(model, now))
                .min(Comparator.comparingInt(host -> load(host, model)));
    }

    private static OllamaState joined(Future<OllamaState> look) {
        try {
            return look.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * The host to pass a request on to, from what was last seen and without asking anybody: fit for an event loop.
     *
     * @param model the model that the request names; null when it names none
     */
    public OllamaHost route(@Nullable String model) {
        Instant now = clock.instant();
        return hosts.stream()
                .filter(host -> model == null ? host.answers() : host.holds(model) && host.lets(model, now))
                .min(Comparator.comparingInt(host -> model == null ? host.active() : load(host, model)))
                .or(() -> hosts.stream().filter(OllamaHost::answers).findFirst())
                .orElse(hosts.getFirst());
    }

    private static int load(OllamaHost host, String model) {
        return host.active() + (host.hasLoaded(model) ? 0 : WORTH_OF_LOADED);
    }

    private OllamaState state(OllamaHost host) {
        OllamaState known = host.state();
        return known == null ? look(host) : known;
    }

    private OllamaState look(OllamaHost host) {
        OllamaState now = client.look(host.url());
        if (host.seen(now)) {
            LOG.infof(
                    "ollama url=%s reachable=%s %s",
                    now.url(), now.reachable(), now.reachable() ? "version=" + now.version() : now.reason());
        }
        return now;
    }

    private static String checked(String url) {
        try {
            URI parsed = new URI(url);
            String scheme = parsed.getScheme();
            if (parsed.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
                throw new IllegalStateException("aiops.ollama.base-url (OLLAMA_BASE_URL): '" + url
                        + "' is not an address such as http://localhost:11434");
            }
            return url.replaceAll("/+$", "");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(
                    "aiops.ollama.base-url (OLLAMA_BASE_URL): '" + url + "' is not an address: " + e.getReason(), e);
        }
    }
}
