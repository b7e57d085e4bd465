package io.agentaiops.toolrunner.builtin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.toolrunner.builtin.web.ProviderFault.Kind;
import io.agentaiops.toolrunner.egress.GuardedHttp;
import io.agentaiops.toolrunner.egress.GuardedResolver;
import io.agentaiops.toolrunner.egress.KindRule;
import io.agentaiops.toolrunner.egress.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The providers' own forms of answers, served from this machine. */
class SearchProviderTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final TestServer server = new TestServer();
    private final ProviderHttp http = new ProviderHttp(new GuardedHttp(new GuardedResolver(KindRule.CONFIGURED)));
    private final SearchProvider duckDuckGo = new DuckDuckGoProvider(http);
    private final SearchProvider searxng = new SearxngProvider(http, new ObjectMapper());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void duckDuckGosResultsAreReadWithoutItsAdvertising() throws IOException {
        server.on("/html/", 200, "text/html; charset=UTF-8", resource("duckduckgo.html"));

        List<SearchHit> hits = duckDuckGo.search(server.at("/html/"), "kafka consumer lag", LIMIT);

        assertThat(hits)
                .containsExactly(
                        new SearchHit(
                                "Apache Kafka & consumer position",
                                "https://kafka.apache.org/documentation/#basic_ops_consumer_lag",
                                "Checking consumer position: sometimes it is useful to see the position of your"
                                        + " consumers, and the lag."),
                        new SearchHit(
                                "Lag explained",
                                "https://www.example.org/kafka?page=1&lang=en",
                                "What lag is, and what it is not."));
        assertThat(server.asked())
                .singleElement()
                .asString()
                .startsWith("POST /html/")
                .contains("q=kafka+consumer+lag");
    }

    @Test
    void pageThatSaysThatThereIsNothingIsAnAnswer() throws IOException {
        server.on("/html/", 200, "text/html", resource("duckduckgo-none.html"));

        assertThat(duckDuckGo.search(server.at("/html/"), "xqzzy", LIMIT)).isEmpty();
    }

    @Test
    void captchaIsNoEmptyResult() {
        server.on("/html/", 200, "text/html", resource("duckduckgo-challenge.html"));

        assertThat(fault(duckDuckGo, "/html/").kind()).isEqualTo(Kind.BLOCKED);
    }

    @Test
    void pageOfAnotherLayoutIsNoEmptyResult() {
        server.on("/html/", 200, "text/html", "<html><body><h1>Welcome to our new page</h1></body></html>");

        assertThat(fault(duckDuckGo, "/html/").kind()).isEqualTo(Kind.BAD_ANSWER);
    }

    @ParameterizedTest
    @CsvSource({
        "202, RATE_LIMITED",
        "429, RATE_LIMITED",
        "403, BLOCKED",
        "418, BLOCKED",
        "503, UNREACHABLE",
        "500, BAD_ANSWER",
        "302, BAD_ANSWER"
    })
    void refusalsAreToldApart(int status, Kind kind) {
        server.on("/html/", status, "text/html", resource("duckduckgo-challenge.html"));

        assertThat(fault(duckDuckGo, "/html/").kind()).isEqualTo(kind);
    }

    @Test
    void providerSaysWhenItWantsToBeAskedAgain() {
        server.on("/html/", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "600");
            exchange.sendResponseHeaders(429, -1);
        });

        assertThat(fault(duckDuckGo, "/html/").retryAfter()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void providerThatIsNotThereIsUnreachable() {
        server.close();

        assertThat(fault(duckDuckGo, "/html/").kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void slowProviderIsTimedOut() {
        server.on("/html/", exchange -> {
            try {
                Thread.sleep(4000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(fault(duckDuckGo, "/html/").kind()).isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void searxngsResultsAreRead() throws IOException {
        server.on("/search", 200, "application/json", resource("searxng.json"));

        List<SearchHit> hits = searxng.search(server.at("/"), "kafka & lag", LIMIT);

        assertThat(hits).hasSize(2);
        assertThat(hits.getFirst())
                .isEqualTo(new SearchHit(
                        "Apache Kafka",
                        "https://kafka.apache.org/documentation/",
                        "Checking consumer position and lag."));
        assertThat(server.asked())
                .singleElement()
                .asString()
                .startsWith("GET /search?format=json&pageno=1&q=kafka+%26+lag");
    }

    @Test
    void searxngWhoseEnginesAllFailedHasNotFoundNothing() {
        server.on(
                "/search",
                200,
                "application/json",
                "{\"results\": [], \"unresponsive_engines\": [[\"google\", \"CAPTCHA\"], [\"bing\", \"timeout\"]]}");

        assertThat(fault(searxng, "/")).hasMessageContaining("google (CAPTCHA), bing (timeout)");
    }

    @Test
    void searxngWithoutJsonIsExplained() {
        server.on("/search", 403, "text/html", "Forbidden");

        assertThat(fault(searxng, "/")).hasMessageContaining("search.formats: [html, json]");
    }

    @Test
    void searxngThatAnswersAPageIsNotUnderstood() {
        server.on("/search", 200, "text/html", "<html>maintenance</html>");

        assertThat(fault(searxng, "/").kind()).isEqualTo(Kind.BAD_ANSWER);
    }

    @Test
    void expectedPageIsScoredByItsPlace() throws IOException {
        Canary canary = Canary.of("kafka => kafka.apache.org");
        List<SearchHit> hits = SearxngProvider.parse(new ObjectMapper().readTree(resource("searxng.json")));

        assertThat(canary.score(hits)).isEqualTo(1);
        assertThat(Canary.of("pg => postgresql.org").score(hits)).isEqualTo(0.5);
        assertThat(Canary.of("x => sql.org").score(hits)).isZero();
    }

    private ProviderFault fault(SearchProvider provider, String path) {
        URI address = server.at(path);
        ProviderFault fault =
                catchThrowableOfType(ProviderFault.class, () -> provider.search(address, "anything", LIMIT));
        return Objects.requireNonNull(fault, "it answered");
    }

    static String resource(String name) {
        try (var in = Objects.requireNonNull(SearchProviderTest.class.getResourceAsStream("/web/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
