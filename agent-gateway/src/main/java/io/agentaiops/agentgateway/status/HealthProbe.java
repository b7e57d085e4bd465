package io.agentaiops.agentgateway.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.peer.Peer;
import io.agentaiops.agentgateway.peer.PeerConfig;
import io.agentaiops.agentgateway.status.StatusView.Component;
import io.agentaiops.eventbus.search.OpenSearchAccess;
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
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Looks whether services and engines do their work. Blocks; call it on a virtual thread. */
@ApplicationScoped
public class HealthProbe {

    private static final Logger LOG = Logger.getLogger(HealthProbe.class);

    private final PeerConfig peers;
    private final StatusConfig config;
    private final Jdbi jdbi;
    private final ObjectMapper json;
    private final OpenSearchAccess access;
    private final HttpClient client;

    HealthProbe(PeerConfig peers, StatusConfig config, Jdbi jdbi, ObjectMapper json, OpenSearchAccess access) {
        this.peers = peers;
        this.config = config;
        this.jdbi = jdbi;
        this.json = json;
        this.access = access;
        this.client = access.client().connectTimeout(config.timeout()).build();
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
            HttpResponse<String> response = get(HttpRequest.newBuilder(
                    URI.create(peers.addressOf(peer).toString().replaceAll("/+$", "") + "/q/health/ready")));
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
        String[] brokers = config.kafka().split(",", -1);
        List<String> silent = Arrays.stream(brokers)
                .map(String::strip)
                .filter(broker -> !listens(broker))
                .toList();
        if (silent.isEmpty()) {
            return new Component("kafka", "up", null);
        }
        return new Component(
                "kafka",
                silent.size() < brokers.length ? "degraded" : "down",
                "not reachable at " + String.join(", ", silent));
    }

    private boolean listens(String broker) {
        int colon = broker.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(broker.substring(0, colon), Integer.parseInt(broker.substring(colon + 1))),
                    (int) config.timeout().toMillis());
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
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
        for (String host : config.opensearch().split(",", -1)) {
            try {
                HttpResponse<String> answer =
                        get(access.request(OpenSearchAccess.node(host).resolve("_cluster/health")));
                if (answer.statusCode() != 200) {
                    return new Component("opensearch", "degraded", "answers " + answer.statusCode());
                }
                return json.readTree(answer.body()).path("status").asText().equals("red")
                        ? new Component("opensearch", "degraded", "cluster status is red")
                        : new Component("opensearch", "up", null);
            } catch (IOException e) {
                LOG.debugf("OpenSearch does not answer at %s: %s", host, e.getMessage());
            }
        }
        return new Component("opensearch", "down", "not reachable at " + config.opensearch());
    }

    private HttpResponse<String> get(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.timeout(config.timeout()).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
