package io.agentaiops.opsscheduler.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code security.dependencies}: the libraries of this build as a CycloneDX bill of materials, and what a feed of known
 * vulnerabilities (OSV's API) says of them. Without a feed, or when it does not answer, the step says that nobody has
 * looked, and fails: silence is no clean bill.
 */
@ApplicationScoped
class DependencyReview implements CapabilityHandler {

    private final SecurityConfig config;
    private final ObjectMapper json;

    DependencyReview(SecurityConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    @Override
    public Capability capability() {
        return Capability.SECURITY_DEPENDENCIES;
    }

    @Override
    public Finding perform(Operation operation) {
        List<Library> libraries = Library.ofThisBuild();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("libraries", libraries.size());
        evidence.put("billOfMaterials", billOfMaterials(libraries));
        Optional<URI> feed = config.feed();
        if (feed.isEmpty()) {
            return Finding.bad(
                    libraries.size() + " libraries listed and held against nothing: no feed of vulnerabilities is set"
                            + " (AIOPS_VULNERABILITY_FEED)",
                    evidence);
        }
        try {
            List<String> vulnerable = ask(feed.get(), libraries);
            evidence.put("vulnerable", vulnerable);
            String summary = libraries.size() + " libraries, " + vulnerable.size() + " with known vulnerabilities";
            return vulnerable.isEmpty() ? Finding.good(summary, evidence) : Finding.bad(summary, evidence);
        } catch (IOException e) {
            return Finding.bad(
                    libraries.size() + " libraries listed and held against nothing: the feed at " + feed.get()
                            + " does not answer (" + e.getMessage() + ")",
                    evidence);
        }
    }

    /** CycloneDX 1.5, as a tree of plain values. */
    private Map<String, Object> billOfMaterials(List<Library> libraries) {
        return Map.of(
                "bomFormat",
                "CycloneDX",
                "specVersion",
                "1.5",
                "version",
                1,
                "components",
                libraries.stream().map(Library::toComponent).toList());
    }

    /** Names of the libraries with entries in the feed, each with the entries' ids. */
    private List<String> ask(URI feed, List<Library> libraries) throws IOException {
        ObjectNode body = json.createObjectNode();
        ArrayNode queries = body.putArray("queries");
        libraries.forEach(library -> queries.addObject().putObject("package").put("purl", library.purl()));
        JsonNode results = send(feed, json.writeValueAsString(body)).path("results");
        if (results.size() != libraries.size()) {
            throw new IOException("it answered for " + results.size() + " of " + libraries.size() + " libraries");
        }
        List<String> vulnerable = new ArrayList<>();
        for (int i = 0; i < libraries.size(); i++) {
            List<String> ids = new ArrayList<>();
            results.path(i)
                    .path("vulns")
                    .forEach(entry -> ids.add(entry.path("id").asText()));
            if (!ids.isEmpty()) {
                vulnerable.add(libraries.get(i).purl() + ": " + String.join(", ", ids));
            }
        }
        return vulnerable;
    }

    private JsonNode send(URI feed, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(feed)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("HTTP status " + response.statusCode());
            }
            return json.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
