package io.agentaiops.alertrouter.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.notification.http.HttpClients;
import io.agentaiops.alertrouter.notification.http.HttpSettings;
import io.agentaiops.alertrouter.notification.http.HttpSettings.Oauth2;
import io.agentaiops.alertrouter.notification.http.HttpSettings.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receivers that answer in part, late, or with a date. */
class HttpDeliveryTest {

    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final Duration DEADLINE = Duration.ofMillis(500);
    private static final String HALF = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it";

    private final HttpDelivery http = delivery();

    /** Completes when the other side sees that it was given up. */
    private final CompletableFuture<Boolean> givenUp = new CompletableFuture<>();

    private ServerSocket server = unbound();

    private static HttpDelivery delivery() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new HttpDelivery(new HttpClients(new ObjectMapper(), clock), clock);
    }

    private static ServerSocket unbound() {
        try {
            return new ServerSocket();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** Reads the request, says that, and then nothing more. */
    private void answers(String text) {
        Thread.ofVirtual().start(() -> {
            try (Socket client = server.accept()) {
                byte[] request = new byte[4_096];
                int unused = client.getInputStream().read(request);
                client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().flush();
                while (client.getInputStream().read(request) >= 0) {
                    // The rest of the request.
                }
                givenUp.complete(true);
            } catch (IOException e) {
                givenUp.complete(true);
            }
        });
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    }

    private Delivery post(HttpSettings settings) {
        return http.post(notification(), new HttpDelivery.Post(url(), "text/plain", "x", Map.of(), DEADLINE, settings));
    }

    private static Notification notification() {
        Message message = Message.onRequest("r", "g", Labels.of(Map.of("alertname", "A")), Map.of(), NOW);
        return new Notification(UUID.randomUUID(), "webhook", 0, "t", message, "http://x", 1, false, NOW, NOW);
    }

    @Test
    void answerThatHangsAfterItsHeadersIsGivenUpAtTheDeadlineAndMayHaveBeenDelivered() throws Exception {
        answers(HALF);
        Instant begin = Instant.now();

        Delivery delivery = post(HttpSettings.DEFAULT);

        assertThat(Duration.between(begin, Instant.now())).isBetween(DEADLINE, DEADLINE.multipliedBy(6));
        assertThat(delivery).isInstanceOfSatisfying(Delivery.Failed.class, failed -> {
            assertThat(failed.maybeDelivered()).isTrue();
            assertThat(failed.reason()).contains("did not answer in full within 500 ms");
        });
        assertThat(givenUp.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tokenThatHangsIsGivenUpAtTheDeadlineAndNothingWasDelivered() {
        answers(HALF);
        HttpSettings settings = new HttpSettings(
                Map.of(), new Oauth2(url(), Map.of("client_id", "a")), null, true, false, TlsSettings.DEFAULT);

        Delivery delivery = post(settings);

        assertThat(delivery)
                .isInstanceOfSatisfying(
                        Delivery.Failed.class,
                        failed -> assertThat(failed.maybeDelivered()).isFalse());
    }

    private Duration pauseAfter(String retryAfter) {
        answers("HTTP/1.1 429 No\r\nContent-Length: 0\r\nRetry-After: " + retryAfter + "\r\n\r\n");
        return ((Delivery.Failed) post(HttpSettings.DEFAULT)).notBefore();
    }

    @Test
    void receiverIsLeftAloneUntilTheDateThatItNames() {
        assertThat(pauseAfter("Mon, 23 Nov 2026 15:01:30 GMT")).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void dateThatHasPassedOrIsNoneSaysNothingAndOneFarAwayIsBounded() throws IOException {
        assertThat(pauseAfter("Mon, 23 Nov 2026 14:00:00 GMT")).isZero();
        close();
        open();
        assertThat(pauseAfter("soon")).isZero();
        close();
        open();
        assertThat(pauseAfter("Mon, 23 Nov 2037 14:00:00 GMT")).isEqualTo(Duration.ofMinutes(15));
    }
}
