package io.agentaiops.toolrunner.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reaches a server and what does not, seen from the server. */
class GuardedHttpTest {

    private static final Duration SHORT = Duration.ofMillis(700);
    private static final int LIMIT = 100_000;
    /** Lets this machine be reached, which no rule of the service does for the web. */
    private static final EgressRule HERE = new KindRule(Set.of(AddressKind.LOOPBACK), Set.of());

    private final TestServer server = new TestServer();
    private final GuardedHttp here = new GuardedHttp(new GuardedResolver(HERE));

    @AfterEach
    void stop() throws IOException {
        here.close();
        server.close();
    }

    @Test
    void pageIsFetched() throws IOException {
        server.on("/", 200, "text/html; charset=utf-8", "<p>gr\u00fc\u00df dich</p>");

        Fetched page = fetch("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.mediaType()).isEqualTo("text/html");
        assertThat(page.text()).contains("gr\u00fc\u00df dich");
        assertThat(page.cut()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "2130706433", "127.1", "[::ffff:127.0.0.1]", "0.0.0.0"})
    void webRuleReachesNothingOnThisMachine(String host) throws IOException {
        server.on("/", 200, "text/plain", "secret");
        EgressRule web = new KindRule(Set.of(AddressKind.PUBLIC), Set.of());

        try (GuardedHttp http = new GuardedHttp(new GuardedResolver(web))) {
            assertThatThrownBy(() -> http.fetch(
                            Fetch.page(URI.create("http://" + host + ":" + server.port() + "/"), LIMIT, SHORT)))
                    .isInstanceOf(IOException.class);
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void nameThatChangesItsAddressAfterTheCheckGainsNothing() throws IOException {
        server.on("/", 200, "text/plain", "secret");
        AtomicInteger lookups = new AtomicInteger();
        GuardedResolver rebinding = new GuardedResolver(new KindRule(Set.of(AddressKind.PUBLIC), Set.of()), host ->
                new InetAddress[] {InetAddress.getByName(lookups.getAndIncrement() == 0 ? "192.0.2.1" : "127.0.0.1")});
        URI uri = URI.create("http://rebind.example:" + server.port() + "/");

        try (GuardedHttp http = new GuardedHttp(rebinding)) {
            assertThatThrownBy(() -> http.fetch(Fetch.page(uri, LIMIT, SHORT))).isInstanceOf(EgressRefused.class);
            assertThatThrownBy(() -> http.fetch(Fetch.page(uri, LIMIT, SHORT)))
                    .isInstanceOf(EgressRefused.class)
                    .hasMessageContaining("127.0.0.1, a loopback address");
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void nameWithOneForbiddenAddressIsRefusedWhole() {
        GuardedResolver mixed = new GuardedResolver(KindRule.WEB, host ->
                new InetAddress[] {InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1")});

        assertThatThrownBy(() -> mixed.resolve("mixed.example"))
                .isInstanceOf(EgressRefused.class)
                .hasMessageContaining("10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://10.0.0.1/",
                "http://[fd00:ec2::254]/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:25/",
                "http://user:password@127.0.0.1/"
            })
    void redirectToWhatMayNotBeReachedIsNotFollowed(String location) {
        server.redirect("/", location);

        assertThatThrownBy(() -> fetch("/")).isInstanceOf(EgressRefused.class).hasMessageStartingWith("redirected: ");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void redirectsAreFollowedToTheirEnd() throws IOException {
        server.redirect("/a", "/b");
        server.redirect("/b", server.at("/c?x=1").toString());
        server.on("/c", 200, "text/plain", "there");

        Fetched page = fetch("/a");

        assertThat(page.text()).isEqualTo("there");
        assertThat(page.uri()).isEqualTo(server.at("/c?x=1"));
    }

    @Test
    void redirectLoopEnds() {
        server.redirect("/", "/");

        assertThatThrownBy(() -> fetch("/")).hasMessageContaining("redirects more than 5 times");
        assertThat(server.asked()).hasSize(6);
    }

    @Test
    void serverThatNeverAnswersIsLeft() {
        server.on("/", exchange -> pause(Duration.ofSeconds(5)));

        assertThatThrownBy(() -> fetch("/")).isInstanceOf(SocketTimeoutException.class);
    }

    /** Each byte comes within any time-out of a read; only the whole takes too long. */
    @Test
    void serverThatDripsIsLeft() {
        server.on("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                pause(Duration.ofMillis(50));
            }
        });
        long start = System.nanoTime();

        assertThatThrownBy(() -> fetch("/")).isInstanceOf(SocketTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void endlessPageIsCutAndTheConnectionGivenUp() throws IOException {
        server.on("/", GuardedHttpTest::pourForever);

        Fetched page = fetch("/");

        assertThat(page.size()).isEqualTo(LIMIT);
        assertThat(page.cut()).isTrue();
    }

    @Test
    void answerThatUnpacksIntoAFloodIsCut() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 64; i++) {
                gzip.write(zeros);
            }
        }
        assertThat(packed.size()).isLessThan(LIMIT);
        server.on("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        });

        Fetched page = fetch("/");

        assertThat(page.size()).isEqualTo(LIMIT);
        assertThat(page.cut()).isTrue();
    }

    @Test
    void formIsPosted() throws IOException {
        server.on("/", 200, "text/plain", "ok");

        here.fetch(Fetch.post(server.at("/"), Map.of("q", "a b&c"), LIMIT, SHORT));

        assertThat(server.asked()).containsExactly("POST / q=a+b%26c");
    }

    @Test
    void webRuleKeepsToThePortsOfTheWeb() {
        assertThat(KindRule.WEB.refusal(URI.create("https://example.org/"))).isEmpty();
        assertThat(KindRule.WEB.refusal(URI.create("http://example.org:8080/"))).isEmpty();
        assertThat(KindRule.WEB.refusal(URI.create("http://example.org:25/"))).isPresent();
        assertThat(KindRule.WEB.refusal(URI.create("ftp://example.org/"))).isPresent();
        assertThat(KindRule.WEB.refusal(URI.create("http:///path"))).isPresent();
        assertThat(KindRule.WEB.refusal(URI.create("mailto:a@example.org"))).isPresent();
    }

    @Test
    void configuredAddressesMayBeInsideButNeverMetadata() throws IOException {
        GuardedResolver configured = new GuardedResolver(KindRule.CONFIGURED);

        assertThat(configured.resolve("127.0.0.1")).hasSize(1);
        assertThat(configured.resolve("192.168.1.5")).hasSize(1);
        assertThatThrownBy(() -> configured.resolve("169.254.169.254")).isInstanceOf(EgressRefused.class);
    }

    private Fetched fetch(String path) throws IOException {
        return here.fetch(Fetch.page(server.at(path), LIMIT, SHORT));
    }

    private static void pourForever(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] block = "all work and no play ".repeat(500).getBytes(StandardCharsets.US_ASCII);
        OutputStream out = exchange.getResponseBody();
        for (int i = 0; i < 1_000_000; i++) {
            out.write(block); // fails as soon as the reader has gone
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
