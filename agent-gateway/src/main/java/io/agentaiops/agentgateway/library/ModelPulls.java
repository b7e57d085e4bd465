package io.agentaiops.agentgateway.library;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.agentgateway.model.OllamaClient;
import io.agentaiops.agentgateway.model.OllamaFailure;
import io.agentaiops.agentgateway.model.OllamaHost;
import io.agentaiops.agentgateway.model.OllamaHosts;
import io.agentaiops.agentgateway.model.OllamaLines;
import io.agentaiops.eventbus.AfterCommit;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Downloads models, to one host or to all, in the background: whoever asked may leave. A replica that is killed is
 * followed by another one, and Ollama goes on where it stopped.
 */
@ApplicationScoped
public class ModelPulls {

    private static final Logger LOG = Logger.getLogger(ModelPulls.class);
    private static final Duration LEASE = Duration.ofSeconds(90);
    private static final Duration TELL_EVERY = Duration.ofMillis(500);

    private final PullStore store;
    private final OllamaHosts hosts;
    private final OllamaClient client;
    private final Audit audit;
    private final AfterCommit afterCommit;
    private final Clock clock;

    ModelPulls(
            PullStore store,
            OllamaHosts hosts,
            OllamaClient client,
            Audit audit,
            AfterCommit afterCommit,
            Clock clock) {
        this.store = store;
        this.hosts = hosts;
        this.client = client;
        this.audit = audit;
        this.afterCommit = afterCommit;
        this.clock = clock;
    }

    /** Starts a download, or finds the same one that is under way. */
    @Transactional
    public Pull start(String model, @Nullable String host, String principal) {
        String id = Ids.next();
        if (store.insert(id, model, host, principal, clock.instant())) {
            audit.record(principal, "model.pull", model, "allowed", Map.of("host", host == null ? "every host" : host));
            afterCommit.run(() -> work(id));
            return store.find(id).orElseThrow();
        }
        return store.open(model, host).orElseThrow();
    }

    /** The download of that id. */
    public Optional<Pull> find(String id) {
        return store.find(id);
    }

    List<Pull> newest(int limit) {
        return store.newest(limit);
    }

    /** Stops a download; what is there stays, so that the next one goes on from there. False when it had ended. */
    @Transactional
    boolean cancel(Pull pull, String principal) {
        if (!store.end(pull.id(), null, Pull.State.CANCELLED, "stopped by " + principal, clock.instant())) {
            return false;
        }
        audit.record(principal, "model.pull-cancel", pull.model(), "succeeded", Map.of());
        return true;
    }

    @Scheduled(every = "5s", identity = "model-pulls", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        store.abandoned(clock.instant()).forEach(id -> afterCommit.run(() -> work(id)));
    }

    private void work(String id) {
        String owner = Ids.next();
        Instant now = clock.instant();
        store.claim(id, owner, now, now.plus(LEASE)).ifPresent(pull -> {
            Optional<String> problem;
            try {
                problem = pull(pull, owner);
            } catch (Lost e) {
                LOG.debugf("download is not ours any more pullId=%s", id);
                return;
            }
            Pull.State state = problem.isEmpty() ? Pull.State.SUCCEEDED : Pull.State.FAILED;
            store.end(id, owner, state, problem.orElse(null), clock.instant());
            LOG.infof("model downloaded model=%s state=%s %s", pull.model(), state.label(), problem.orElse(""));
            hosts.lookAtAll();
        });
    }

    /** Somebody stopped the download, or another replica took it over. */
    private static final class Lost extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private Optional<String> pull(Pull pull, String owner) throws Lost {
        List<OllamaHost> targets = hosts.all().stream()
                .filter(host -> pull.host() == null || host.url().equals(pull.host()))
                .toList();
        if (targets.isEmpty()) {
            return Optional.of("there is no Ollama at " + pull.host());
        }
        for (OllamaHost host : targets) {
            try {
                pull(pull, host.url(), owner);
            } catch (OllamaFailure e) {
                return Optional.of(e.reason() + " (" + host.url() + ")");
            }
        }
        return Optional.empty();
    }

    private void pull(Pull pull, String url, String owner) throws OllamaFailure, Lost {
        PullProgress progress = new PullProgress();
        Instant told = Instant.EPOCH;
        String status = "";
        try (OllamaLines lines = client.pull(url, pull.model())) {
            for (Optional<JsonNode> line = lines.next(); line.isPresent(); line = lines.next()) {
                progress.take(line.get());
                Instant now = clock.instant();
                if (now.isAfter(told.plus(TELL_EVERY)) || !progress.status().equals(status)) {
                    tell(pull, owner, url, progress, now);
                    told = now;
                    status = progress.status();
                }
            }
        }
        tell(pull, owner, url, progress, clock.instant());
        if (!progress.succeeded()) {
            throw OllamaFailure.brokeOff(
                    "the download broke off after '" + progress.status() + "'; asking again goes on from there");
        }
    }

    private void tell(Pull pull, String owner, String url, PullProgress progress, Instant now) throws Lost {
        if (!store.progress(pull.id(), owner, url, progress, now, now.plus(LEASE))) {
            throw new Lost();
        }
    }
}
