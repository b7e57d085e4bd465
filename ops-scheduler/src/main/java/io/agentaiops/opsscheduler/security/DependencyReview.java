package io.agentaiops.opsscheduler.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.compliance.ScanRecords;
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
 * {@code security.dependencies}: the libraries of all services and the packages of this host as a CycloneDX bill of
 * materials, and what a feed of known vulnerabilities (OSV's API) says of them. Without a feed, when it does not answer or
 * when a service does not say what it is made of, the step says so and fails: silence is no clean bill.
 */
@ApplicationScoped
class DependencyReview implements CapabilityHandler {

    /** Questions in one request, as OSV allows them. */
    private static final int MOST_AT_ONCE = 1000;

    private final BuildLibraries build;
    private final SecurityConfig config;
    private final ScanRecords records;
    private final ObjectMapper json;

    DependencyReview(BuildLibraries build, SecurityConfig config, ScanRecords records, ObjectMapper json) {
        this.build = build;
        this.config = config;
        this.records = records;
        this.json = json;
    }

    @Override
    public Capability capability() {
        return Capability.SECURITY_DEPENDENCIES;
    }

    @Override
    public Finding perform(Operation operation) {
        BuildLibraries.Listed listed = build.ask();
        List<Part> parts = new ArrayList<>(listed.libraries());
        try {
            parts.addAll(HostPackage.installed(config.root()));
        } catch (IOException e) {
            return Finding.bad("The packages of this host cannot be read: " + e.getMessage(), Map.of());
        }
        int libraries = listed.libraries().size();
        String counted = libraries + " libraries and " + (parts.size() - libraries) + " packages of this host";
        String silent = listed.silent().isEmpty()
                ? ""
                : "; nothing is known of " + String.join(", ", listed.silent()) + ": no answer";
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("libraries", libraries);
        evidence.put("hostPackages", parts.size() - libraries);
        evidence.put("silentServices", listed.silent());
        evidence.put("billOfMaterials", billOfMaterials(parts));
        Optional<URI> feed = config.feed();
        if (feed.isEmpty()) {
            String why = "no feed of vulnerabilities is set (AIOPS_VULNERABILITY_FEED)";
            return Finding.bad(counted + " listed and held against nothing: " + why + silent, evidence);
        }
        try {
            List<String> vulnerable = ask(feed.get(), parts);
            evidence.put("vulnerable", vulnerable);
            String summary = counted + ", " + vulnerable.size() + " with known vulnerabilities" + silent;
            boolean well = vulnerable.isEmpty() && silent.isEmpty();
            if (silent.isEmpty()
                    && operation.arguments().text("record", "false").equals("true")) {
                records.scanned(operation.id(), operation.principal(), counted, summary, vulnerable);
            }
            return well ? Finding.good(summary, evidence) : Finding.bad(summary, evidence);
        } catch (IOException e) {
            String why = "the feed at " + feed.get() + " does not answer (" + e.getMessage() + ")";
            return Finding.bad(counted + " listed and held against nothing: " + why + silent, evidence);
        }
    }

    /** CycloneDX 1.5, as a tree of plain values. */
    private static Map<String, Object> billOfMaterials(List<Part> parts) {
        return Map.of(
                "bomFormat",
                "CycloneDX",
                "specVersion",
                "1.5",
                "version",
                1,
                "components",
                parts.stream().map(Part::toComponent).toList());
    }

    /** Names of the parts with entries in the feed, each with the entries' ids. */
    private List<String> ask(URI feed, List<Part> parts) throws IOException {
        List<String> vulnerable = new ArrayList<>();
        for (int from = 0; from < parts.size(); from += MOST_AT_ONCE) {
            vulnerable.addAll(askAtOnce(feed, parts.subList(from, Math.min(from + MOST_AT_ONCE, parts.size()))));
        }
        return vulnerable;
    }

    private List<String> askAtOnce(URI feed, List<Part> parts) throws IOException {
        Map<String, Object> body =
                Map.of("queries", parts.stream().map(Part::query).toList());
        JsonNode results = send(feed, json.writeValueAsString(body)).path("results");
        if (results.size() != parts.size()) {
            throw new IOException("it answered for " + results.size() + " of " + parts.size() + " parts");
        }
        List<String> vulnerable = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            List<String> ids = new ArrayList<>();
            results.path(i)
                    .path("vulns")
                    .forEach(entry -> ids.add(entry.path("id").asText()));
            if (!ids.isEmpty()) {
                vulnerable.add(parts.get(i).purl() + ": " + String.join(", ", ids));
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
