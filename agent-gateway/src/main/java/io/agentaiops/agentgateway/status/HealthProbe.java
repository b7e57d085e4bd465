package io.agentaiops.agentgateway.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.peer.Peer;
import io.agentaiops.agentgateway.peer.PeerConfig;
import io.agentaiops.agentgateway.status.StatusView.Component;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Looks whether services and engines do their work. Blocks; call it on a virtual thread. */
@ApplicationScoped
public class HealthProbe {

    private final PeerConfig peers;
    private final StatusConfig config;
    private final Jdbi jdbi;
    private final ObjectMapper json;
    private final HttpClient client;

    HealthProbe(PeerConfig peers, StatusConfig config, Jdbi jdbi, ObjectMapper json) {
        this.peers = peers;
        this.config = config;
        this.jdbi = jdbi;
        this.json = json;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timeout())
                .build();
    }

    /** The five services; this one answers, so it is up. */
    public List<Component> services() {
        List<Component> found = new ArrayList<>();
        found.add(new Component("agent-gateway", "up", null));
        found.addAll(Arrays.stream(Peer.values()).parallel().map(this::service).toList());
        return found;
    }

    /** The engines that the platform runs on. */
    public List<Component> engines() {
        return List.of(kafka(), postgres(), opensearch());
    }

    private Component service(Peer peer) {
        try {
            HttpResponse<String> response =
                    get(URI.create(peers.addressOf(peer).toString().replaceAll("/+$", "") + "/q/health/ready"));
            return response.statusCode() == 200
                    ? new Component(peer.service(), "up", null)
                    : new Component(peer.service(), "degraded", failing(response.body()));
        } catch (IOException e) {
            return new Component(peer.service(), "down", "not reachable at " + peers.addressOf(peer));
        }
    }

    private String failing(String health) {
        try {
            List<String> names = new ArrayList<>();
            for (JsonNode check : json.readTree(health).path("checks")) {
                if (!check.path("status").asText().equals("UP")) {
                    String error = check.path("data").path("error").asText("");
                    names.add(check.path("name").asText() + (error.isBlank() ? "" : ": " + error));
                }
            }
            return names.isEmpty() ? "not ready" : String.join(", ", names);
        } catch (IOException e) {
            return "not ready";
        }
    }

    private Component kafka() {
        String first = config.kafka().split(",", 2)[0].strip();
        int colon = first.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(first.substring(0, colon), Integer.parseInt(first.substring(colon + 1))),
                    (int) config.timeout().toMillis());
            return new Component("kafka", "up", null);
        } catch (IOException | RuntimeException e) {
            return new Component("kafka", "down", "not reachable at " + first);
        }
    }

    private Component postgres() {
        try {
            jdbi.useHandle(handle -> handle.execute("select 1"));
            return new Component("postgresql", "up", null);
        } catch (JdbiException e) {
            return new Component("postgresql", "down", "does not answer");
        }
    }

    private Component opensearch() {
        String first = config.opensearch().split(",", 2)[0].strip();
        URI health = URI.create((first.contains("://") ? first : "http://" + first) + "/_cluster/health");
        try {
            String status = json.readTree(get(health).body()).path("status").asText("unknown");
            return status.equals("red")
                    ? new Component("opensearch", "degraded", "cluster status is red")
                    : new Component("opensearch", "up", null);
        } catch (IOException e) {
            return new Component("opensearch", "down", "not reachable at " + first);
        }
    }

    private HttpResponse<String> get(URI address) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(address).timeout(config.timeout()).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
