package io.agentaiops.opsscheduler.edge;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code agent.page}: the page comes with every script and style that it names, and the REST interface behind it answers,
 * and answers nobody without a key.
 */
@ApplicationScoped
class AgentPage implements CapabilityHandler {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern PART = Pattern.compile("(?:src|href)=\"?(/[^\"\\s>]+\\.(?:js|css))");
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final EdgeConfig config;

    AgentPage(EdgeConfig config) {
        this.config = config;
    }

    @Override
    public Capability capability() {
        return Capability.AGENT_PAGE;
    }

    @Override
    public Finding perform(Operation operation) {
        long begin = System.nanoTime();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return look(http, begin);
        } catch (IOException e) {
            return Finding.bad(
                    "The page at " + config.gateway() + " cannot be had: " + e,
                    Map.of("address", config.gateway().toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.bad("Interrupted", Map.of("address", config.gateway().toString()));
        }
    }

    private Finding look(HttpClient http, long begin) throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        HttpResponse<byte[]> page = get(http, "/");
        if (page.statusCode() != OK) {
            wrong.add("the page answers with status " + page.statusCode());
        }
        List<String> parts = parts(new String(page.body(), StandardCharsets.UTF_8));
        for (String part : parts) {
            HttpResponse<byte[]> answer = get(http, part);
            if (answer.statusCode() != OK || answer.body().length == 0) {
                wrong.add(part + " answers with status " + answer.statusCode());
            }
        }
        if (parts.isEmpty()) {
            wrong.add("the page names no script");
        }
        int rest = get(http, "/api/v1/procedures").statusCode();
        if (rest != UNAUTHORIZED) {
            wrong.add("REST without a key answers with status " + rest + " instead of 401");
        }
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        Map<String, Object> evidence = Map.of(
                "address", config.gateway().toString(), "parts", parts, "restWithoutKey", rest, "durationMs", millis);
        return wrong.isEmpty()
                ? Finding.good(
                        "The page with " + parts.size() + " parts, and REST behind it, after " + millis + " ms",
                        evidence)
                : Finding.bad(String.join("; ", wrong), evidence);
    }

    private HttpResponse<byte[]> get(HttpClient http, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(config.gateway().toString().replaceFirst("/+$", "") + path))
                .timeout(PATIENCE)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static List<String> parts(String html) {
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(html);
        while (part.find()) {
            parts.add(part.group(1));
        }
        return parts;
    }
}
