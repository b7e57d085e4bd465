package io.agentaiops.toolrunner.builtin.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.toolrunner.builtin.web.ProviderFault.Kind;
import io.agentaiops.toolrunner.egress.Fetch;
import io.agentaiops.toolrunner.egress.Fetched;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * SearXNG, or the SearX that it came from, by its search API ({@code docs.searxng.org/dev/search_api}). The instance has
 * to have {@code json} among its {@code search.formats}.
 */
final class SearxngProvider implements SearchProvider {

    /** Its name. */
    static final String NAME = "searxng";

    private final ProviderHttp http;
    private final ObjectMapper json;

    SearxngProvider(ProviderHttp http, ObjectMapper json) {
        this.http = http;
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<SearchHit> search(URI address, String query, Duration timeout) throws ProviderFault {
        String base = address.toString().replaceAll("/+$", "");
        URI uri = URI.create((base.endsWith("/search") ? base : base + "/search") + "?format=json&pageno=1&q="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        try {
            Fetched answer =
                    http.ask(Fetch.get(uri, Map.of("Accept", "application/json"), ProviderHttp.MOST_BYTES, timeout));
            return parse(json.readTree(answer.text()));
        } catch (JsonProcessingException e) {
            throw new ProviderFault(Kind.BAD_ANSWER, "it did not answer with JSON");
        } catch (ProviderFault e) {
            throw e.kind() == Kind.BLOCKED && e.reason().contains("403")
                    ? new ProviderFault(
                            Kind.BLOCKED,
                            "it answered HTTP 403; its JSON format is off or its limiter is on: search.formats: [html,"
                                    + " json] and server.limiter: false in its settings.yml")
                    : e;
        }
    }

    static List<SearchHit> parse(JsonNode answer) throws ProviderFault {
        if (!answer.path("results").isArray()) {
            throw new ProviderFault(Kind.BAD_ANSWER, "its answer holds no results");
        }
        List<SearchHit> hits = new ArrayList<>();
        for (JsonNode result : answer.path("results")) {
            String url = result.path("url").asText();
            if (url.startsWith("http://") || url.startsWith("https://")) {
                hits.add(new SearchHit(
                        result.path("title").asText(),
                        url,
                        result.path("content").asText("")));
            }
        }
        JsonNode silent = answer.path("unresponsive_engines");
        if (hits.isEmpty() && !silent.isEmpty()) {
            throw new ProviderFault(Kind.BAD_ANSWER, "none of its engines answered: " + engines(silent));
        }
        return hits;
    }

    /** Pairs of engine and reason. */
    private static String engines(JsonNode silent) {
        List<String> texts = new ArrayList<>();
        silent.forEach(engine -> texts.add(
                engine.isArray()
                        ? engine.path(0).asText() + " (" + engine.path(1).asText() + ")"
                        : engine.asText()));
        return String.join(", ", texts);
    }
}
