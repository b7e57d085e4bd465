package io.agentaiops.opsscheduler.host;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;

/**
 * Says whether Ollama answers, as {@code ollama.up} (1 or 0), from the first time that it did: a platform that was never
 * given a model works from its runbooks and has nothing to report.
 */
@ApplicationScoped
class OllamaProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HostProbe probe;
    private final HostPublisher publisher;
    private final HostConfig config;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private boolean seen;

    OllamaProbe(HostProbe probe, HostPublisher publisher, HostConfig config, Clock clock) {
        this.probe = probe;
        this.publisher = publisher;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "{aiops.host.sample-every}",
            delayed = "3s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sample() {
        boolean up = config.ollama().stream().anyMatch(this::answers);
        seen |= up;
        if (seen) {
            publisher.measured("ollama.up", up ? 1 : 0, "bool", probe.name(), clock.instant());
        }
    }

    boolean answers(String ollama) {
        try {
            URI version = URI.create(ollama.strip().replaceFirst("/+$", "") + "/api/version");
            HttpRequest request =
                    HttpRequest.newBuilder(version).timeout(PATIENCE).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
