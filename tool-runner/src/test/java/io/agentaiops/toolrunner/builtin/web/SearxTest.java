package io.agentaiops.toolrunner.builtin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.toolrunner.builtin.web.ProviderFault.Kind;
import io.agentaiops.toolrunner.egress.GuardedHttp;
import io.agentaiops.toolrunner.egress.GuardedResolver;
import io.agentaiops.toolrunner.egress.KindRule;
import io.agentaiops.toolrunner.egress.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real SearX, Debian's ({@code apt-get install searx}), whose one engine searches a server of this test: its own JSON,
 * its own words for an engine that fails. Left out where it is not installed.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SearxTest {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final TestServer engine = new TestServer();
    private final SearxngProvider provider = new SearxngProvider(
            new ProviderHttp(new GuardedHttp(new GuardedResolver(KindRule.CONFIGURED))), new ObjectMapper());
    private URI address = URI.create("http://127.0.0.1/");
    private volatile String answer = "{\"pages\": []}";
    private volatile int status = 200;

    private List<Process> started = List.of();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path searx = Path.of("/usr/bin/searx-run");
        assumeTrue(
                Files.isExecutable(searx),
                "no SearX on this machine (apt-get install -y searx): the real one not tried");
        engine.on("/find", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        });
        int port = freePort();
        address = URI.create("http://127.0.0.1:" + port + "/");
        Path settings = Files.writeString(folder.resolve("settings.yml"), settings(port, engine.at("/find")));
        ProcessBuilder builder = new ProcessBuilder(searx.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("searx.log").toFile());
        builder.environment().put("SEARX_SETTINGS_PATH", settings.toString());
        started = List.of(builder.start());
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> provider.search(address, "are you there", LIMIT).isEmpty());
    }

    @AfterAll
    void stop() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
        engine.close();
    }

    @Test
    void resultsOfARealSearxAreRead() throws IOException {
        answer = """
            {"pages": [
              {"url": "https://kafka.apache.org/documentation/", "title": "Apache Kafka", "text": "Consumer <b>lag</b> &amp; more"},
              {"url": "ftp://example.org/x", "title": "no page", "text": "x"},
              {"url": "https://example.org/%C3%BC?a=1&b=2", "title": "\\u00fcber Kafka", "text": ""}]}
            """;

        List<SearchHit> hits = provider.search(address, "kafka \"consumer lag\" & 100% über", LIMIT);

        assertThat(hits)
                .containsExactly(
                        new SearchHit("Apache Kafka", "https://kafka.apache.org/documentation/", "Consumer lag & more"),
                        new SearchHit("über Kafka", "https://example.org/%C3%BC?a=1&b=2", ""));
        assertThat(engine.asked().getLast()).contains("q=kafka+%22consumer+lag%22+%26+100%25+%C3%BCber");
    }

    @Test
    void realSearxWhoseEngineFailsHasNotFoundNothing() {
        status = 500;
        try {
            ProviderFault fault = Objects.requireNonNull(
                    catchThrowableOfType(ProviderFault.class, () -> provider.search(address, "kafka again", LIMIT)));

            assertThat(fault.kind()).isEqualTo(Kind.BAD_ANSWER);
            assertThat(fault.reason()).startsWith("none of its engines answered: wiki (");
        } finally {
            status = 200;
        }
    }

    @Test
    void nothingFoundByARealSearxIsNoFault() throws IOException {
        answer = "{\"pages\": []}";

        assertThat(provider.search(address, "xqzzy", LIMIT)).isEmpty();
    }

    private static String settings(int port, URI found) {
        return """
        general: {debug: false, instance_name: test}
        brand: {git_url: x, git_branch: x, issue_url: x, docs_url: x, public_instances: x, wiki_url: x, twitter_url: x}
        search: {safe_search: 0, autocomplete: "", default_lang: "", ban_time_on_fail: 0, max_ban_time_on_fail: 0}
        server: {port: %d, bind_address: 127.0.0.1, secret_key: only-for-this-test, base_url: false, image_proxy: false,
          http_protocol_version: "1.0", method: GET}
        ui: {static_path: /usr/share/python3-searx/static, templates_path: /usr/share/python3-searx/templates,
          default_theme: oscar, default_locale: ""}
        locales: {en: English}
        doi_resolvers: {none: "http://127.0.0.1/"}
        default_doi_resolver: none
        checker: {off_when_debug: true}
        outgoing: {request_timeout: 3.0, useragent_suffix: ""}
        engines:
          - {name: wiki, engine: json_engine, shortcut: w, categories: general, enable_http: true, results_query: pages,
             search_url: "%s?q={query}", url_query: url, title_query: title, content_query: text,
             content_html_to_text: true}
        """.formatted(port, found);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
