package io.agentaiops.alertrouter.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyVerifierTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-05-04T12:00:00Z"));
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean answering = true;
    private HttpServer gateway;
    private KeyVerifier verifier;

    @TempDir
    Path directory;

    /** A clock that the test moves. */
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return java.util.Objects.requireNonNull(now.get());
        }
    };

    private record Config(URI url, Optional<Path> keyFile, Duration believedFor, Duration believedAtMost)
            implements GatewayConfig {}

    @BeforeEach
    void start() throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "service-key\n");
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/api/v1/keys/introspect", exchange -> {
            asked.incrementAndGet();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean trusted =
                    "Bearer service-key".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = (body.contains("good")
                            ? "{\"active\":true,\"principal\":\"prometheus\",\"roles\":[\"service\"],\"more\":1}"
                            : "{\"active\":false}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answering && trusted ? 200 : 503, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        gateway.start();
        GatewayConfig config = new Config(
                URI.create("http://127.0.0.1:" + gateway.getAddress().getPort()),
                Optional.of(key),
                Duration.ofSeconds(60),
                Duration.ofHours(1));
        verifier = new KeyVerifier(new GatewayKeysClient(config, new ObjectMapper()), config, clock);
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Test
    void answerIsBelievedForAMinute() {
        assertThat(verifier.verify("good").orElseThrow().principal()).isEqualTo("prometheus");
        pass(Duration.ofSeconds(59));
        verifier.verify("good");
        assertThat(asked).hasValue(1);
        pass(Duration.ofSeconds(2));
        verifier.verify("good");
        assertThat(asked).hasValue(2);
    }

    @Test
    void knownKeyIsBelievedForAnHourWhileTheGatewayIsDown() {
        verifier.verify("good");
        answering = false;
        pass(Duration.ofMinutes(59));
        assertThat(verifier.verify("good")).isPresent();
        pass(Duration.ofMinutes(2));
        assertThat(verifier.verify("good")).isEmpty();
    }

    @Test
    void unknownKeyIsRefusedAlsoWhileTheGatewayIsDown() {
        assertThat(verifier.verify("bad")).isEmpty();
        answering = false;
        assertThat(verifier.verify("good")).isEmpty();
    }
}
