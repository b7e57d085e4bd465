package io.agentaiops.alertrouter.notification.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.notification.Delivery;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.NotificationReason;
import io.agentaiops.alertrouter.yaml.YamlMap;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A mail server that takes everything up to the dot and refuses then. */
class EmailRefusalTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Delivery deliver(String answerAfterData) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server, answerAfterData));
            YamlMap settings = YamlMap.parse("test", """
                    to: alerts@company.com
                    from: aiops@example.com
                    smarthost: 127.0.0.1:%d
                    require_tls: false
                    """.formatted(server.getLocalPort()));
            return new EmailChannel(vertx)
                    .read(settings, GlobalSettings.DEFAULT)
                    .getFirst()
                    .deliver(notification());
        }
    }

    private static void serve(ServerSocket server, String answerAfterData) {
        try (Socket client = server.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = client.getOutputStream();
            say(out, "220 test ESMTP");
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (data) {
                    if (line.equals(".")) {
                        data = false;
                        say(out, answerAfterData);
                    }
                    continue;
                }
                data = line.toUpperCase(Locale.ROOT).equals("DATA");
                say(out, data ? "354 go ahead" : line.startsWith("QUIT") ? "221 bye" : "250 fine");
            }
        } catch (IOException e) {
            // The client has hung up.
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static Notification notification() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Labels labels = Labels.of(Map.of("alertname", "X"));
        Message.Item item = new Message.Item(false, labels, Map.of(), now, now, "", "0000000000000001");
        Message message = new Message("mail", NotificationReason.FIRST, "{}:{}", labels, Map.of(), List.of(item));
        return new Notification(
                UUID.randomUUID(), "email", 0, message.title(), message, "http://here", 1, false, now, now);
    }

    @Test
    void refusalForGoodAfterTheDataIsTheLastWord() throws IOException {
        assertThat(deliver("554 5.7.1 spam"))
                .isInstanceOfSatisfying(
                        Delivery.Impossible.class,
                        refused -> assertThat(refused.reason()).contains("554"));
    }

    @Test
    void refusalForNowAfterTheDataIsWorthAnotherAttempt() throws IOException {
        assertThat(deliver("451 4.3.0 mailbox busy"))
                .isInstanceOfSatisfying(
                        Delivery.Failed.class,
                        failed -> assertThat(failed.reason()).contains("451"));
    }

    @Test
    void mailThatIsTakenIsDelivered() throws IOException {
        assertThat(deliver("250 queued")).isInstanceOf(Delivery.Delivered.class);
    }
}
