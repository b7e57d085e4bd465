package io.agentaiops.toolrunner.builtin.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.toolrunner.egress.TestServer;
import io.agentaiops.toolrunner.peer.PeerConfig;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.ToolOutcome;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsQueryToolTest {

    private static final String PAGE = """
        # HELP jvm_memory_used_bytes The amount of used memory
        # TYPE jvm_memory_used_bytes gauge
        jvm_memory_used_bytes{area="heap",id="Eden Space"} 1.2E7
        jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 8.0E7
        http_server_requests_seconds_bucket{method="GET",uri="/api",le="0.1"} 5
        http_server_requests_seconds_count{method="GET",uri="/api"} 7
        http_server_requests_seconds_sum{method="GET",uri="/api"} 0.25
        process_uptime_seconds 93.5
        """;

    private final TestServer server = new TestServer();

    @BeforeEach
    void serve() {
        server.on("/q/metrics", 200, "text/plain", PAGE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void metricsAreFoundByWordsOfNameAndLabels() throws InterruptedException {
        assertThat(run("tool-runner", "jvm memory heap eden").output())
                .isEqualTo("jvm_memory_used_bytes{area=\"heap\",id=\"Eden Space\"} 1.2E7\n");
        assertThat(run("tool-runner", "http.server").output()).isEqualTo("""
            http_server_requests_seconds_count{method="GET",uri="/api"} 7
            http_server_requests_seconds_sum{method="GET",uri="/api"} 0.25
            """);
        assertThat(run("tool-runner", "uptime").output()).isEqualTo("process_uptime_seconds 93.5\n");
        assertThat(run("tool-runner", "requests bucket").output()).contains("le=\"0.1\"");
    }

    @Test
    void whatIsNotThereIsSaidToBeMissing() throws InterruptedException {
        assertThat(run("tool-runner", "dragons").output()).isEqualTo("No metric of tool-runner fits.\n");
    }

    @Test
    void prometheusIsAskedInItsOwnLanguage() throws InterruptedException {
        server.on("/api/v1/query", 200, "application/json", """
            {"status": "success", "data": {"resultType": "vector", "result": [
              {"metric": {"__name__": "up", "job": "node"}, "value": [1767225600.0, "1"]}]}}\
            """);

        assertThat(run("prometheus", "up{job=\"node\"}").output()).isEqualTo("up{job=\"node\"} 1\n");
        assertThat(server.asked()).last().asString().contains("query=up%7Bjob%3D%22node%22%7D");
    }

    @Test
    void wrongQueryIsAFindingAndNoFailureOfTheTool() throws InterruptedException {
        server.on("/api/v1/query", 400, "application/json", """
            {"status": "error", "errorType": "bad_data", "error": "parse error: unclosed left brace"}\
            """);

        ToolOutcome outcome = run("prometheus", "up{");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).isEqualTo("The query is wrong: parse error: unclosed left brace\n");
    }

    @Test
    void serviceThatDoesNotAnswerIsAFailure() throws InterruptedException {
        server.close();

        assertThat(run("tool-runner", "up").ending()).isEqualTo(ToolOutcome.Ending.FAILED);
    }

    private ToolOutcome run(String source, String query) throws InterruptedException {
        URI base = server.at("");
        PeerConfig peers = new Peers(base);
        MetricsQueryTool tool = new MetricsQueryTool(peers, () -> Optional.of(base), new ObjectMapper());
        return ((Preparation.Ready) tool.prepare(Map.of("source", source, "query", query)))
                .run()
                .run(null);
    }

    private record Peers(URI base) implements PeerConfig {
        @Override
        public URI gateway() {
            return base;
        }

        @Override
        public Optional<String> keyFile() {
            return Optional.empty();
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Map<String, URI> services() {
            return Map.of("tool-runner", base);
        }
    }
}
