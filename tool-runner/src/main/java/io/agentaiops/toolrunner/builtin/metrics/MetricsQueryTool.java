package io.agentaiops.toolrunner.builtin.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.toolrunner.egress.Fetch;
import io.agentaiops.toolrunner.egress.Fetched;
import io.agentaiops.toolrunner.egress.GuardedHttp;
import io.agentaiops.toolrunner.egress.GuardedResolver;
import io.agentaiops.toolrunner.egress.KindRule;
import io.agentaiops.toolrunner.peer.PeerConfig;
import io.agentaiops.toolrunner.tool.InProcessRun;
import io.agentaiops.toolrunner.tool.Parameter;
import io.agentaiops.toolrunner.tool.Parameters;
import io.agentaiops.toolrunner.tool.Parameters.Given;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolAnswer;
import io.agentaiops.toolrunner.tool.ToolDescription;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads metrics. */
@Singleton
class MetricsQueryTool implements Tool {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final String PROMETHEUS = "prometheus";

    /** The caller's mistake, and no failure of the tool. */
    private static final class WrongQuery extends IOException {
        private static final long serialVersionUID = 1L;

        WrongQuery(String reason) {
            super("The query is wrong: " + reason + "\n");
        }
    }

    private final Map<String, URI> services;
    private final MetricsConfig config;
    private final ObjectMapper json;
    private final Parameters parameters;
    private final GuardedHttp http = new GuardedHttp(new GuardedResolver(KindRule.CONFIGURED));

    MetricsQueryTool(PeerConfig peers, MetricsConfig config, ObjectMapper json) {
        this.services = new TreeMap<>(peers.services());
        this.config = config;
        this.json = json;
        List<String> sources = new ArrayList<>(services.keySet());
        if (config.prometheusUrl().isPresent()) {
            sources.add(PROMETHEUS);
        }
        this.parameters = Parameters.of(
                Parameter.text(
                        "query",
                        config.prometheusUrl().isPresent()
                                ? "For a service: words of the metric's name or labels, such as http requests. For"
                                        + " prometheus: a PromQL expression"
                                : "Words of the metric's name or labels, such as jvm memory used"),
                Parameter.choice("source", "Whose metrics", sources, sources.getFirst()),
                Parameter.number("limit", "How many values", 1, 100, 30));
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                "metrics_query",
                "Reads current values of metrics: of one of the platform's services, found by words of their names"
                        + (config.prometheusUrl().isPresent() ? ", or of a Prometheus by PromQL." : "."),
                parameters.schema(),
                "read",
                List.of("reads the metrics pages of the platform's services"
                        + config.prometheusUrl()
                                .map(url -> " and queries " + url)
                                .orElse("")),
                InProcessRun.LEVEL);
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        return parameters.prepare(
                arguments,
                given -> new Preparation.Ready(
                        "read the metrics of " + given.text("source") + ": " + given.text("query"),
                        new InProcessRun(LIMIT, timeout -> answerOrCorrect(given, timeout))));
    }

    private ToolAnswer answerOrCorrect(Given given, Duration timeout) throws IOException {
        try {
            return answer(given, timeout);
        } catch (WrongQuery e) {
            return ToolAnswer.bad(String.valueOf(e.getMessage()));
        }
    }

    private ToolAnswer answer(Given given, Duration timeout) throws IOException {
        List<String> values = given.text("source").equals(PROMETHEUS)
                ? prometheus(given.text("query"), timeout)
                : MetricsPage.matching(page(given.text("source"), timeout), given.text("query"));
        int limit = given.number("limit");
        if (values.isEmpty()) {
            return ToolAnswer.good("No metric of " + given.text("source") + " fits.\n");
        }
        String shown = values.stream().limit(limit).collect(Collectors.joining("\n", "", "\n"));
        return ToolAnswer.good(
                values.size() > limit ? shown + "(" + limit + " of " + values.size() + " values)\n" : shown);
    }

    private String page(String service, Duration timeout) throws IOException {
        URI base = services.get(service);
        if (base == null) {
            throw new IOException("no address is configured for " + service);
        }
        return ask(at(base, "/q/metrics"), timeout).text();
    }

    /** The instant query of Prometheus' HTTP API. */
    private List<String> prometheus(String query, Duration timeout) throws IOException {
        URI base = config.prometheusUrl().orElseThrow(() -> new IOException("no Prometheus is configured"));
        JsonNode answer = json.readTree(ask(
                        at(base, "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)), timeout)
                .text());
        JsonNode data = answer.path("data");
        List<String> values = new ArrayList<>();
        if (data.path("resultType").asText().equals("vector")) {
            data.path("result")
                    .forEach(sample -> values.add(series(sample.path("metric")) + " "
                            + sample.path("value").path(1).asText()));
        } else if (data.path("resultType").asText().equals("matrix")) {
            data.path("result")
                    .forEach(sample -> values.add(series(sample.path("metric")) + " " + points(sample.path("values"))));
        } else {
            values.add(data.path("result").path(1).asText());
        }
        return values;
    }

    private static String points(JsonNode values) {
        List<String> points = new ArrayList<>();
        values.forEach(point -> points.add(point.path(1).asText()));
        return String.join(" ", points);
    }

    private static String series(JsonNode metric) {
        List<String> labels = new ArrayList<>();
        metric.properties().forEach(label -> {
            if (!label.getKey().equals("__name__")) {
                labels.add(label.getKey() + "=\"" + label.getValue().asText() + "\"");
            }
        });
        return metric.path("__name__").asText() + "{" + String.join(",", labels) + "}";
    }

    private Fetched ask(URI uri, Duration timeout) throws IOException {
        Fetched answer =
                http.fetch(Fetch.get(uri, Map.of("Accept", "text/plain, application/json"), MOST_BYTES, timeout));
        if (answer.status() == 400 || answer.status() == 422) {
            throw new WrongQuery(json.readTree(answer.text()).path("error").asText());
        }
        if (answer.status() != 200) {
            throw new IOException(uri.getAuthority() + " answered HTTP " + answer.status());
        }
        return answer;
    }

    private static URI at(URI base, String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + path);
    }

    /** Its own page, which is there whenever it is itself. */
    @Override
    public SelfTest selfTest() {
        List<String> findings = new ArrayList<>();
        try {
            int values = MetricsPage.matching(page("tool-runner", LIMIT), "jvm").size();
            findings.add(values + " values of tool-runner");
            if (config.prometheusUrl().isPresent()) {
                findings.add("Prometheus knows " + prometheus("count(up)", LIMIT));
            }
            return new SelfTest(values > 0, String.join(", ", findings));
        } catch (IOException e) {
            return new SelfTest(false, String.valueOf(e.getMessage()));
        }
    }
}
