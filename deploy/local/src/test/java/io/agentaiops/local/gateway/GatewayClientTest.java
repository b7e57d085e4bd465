package io.agentaiops.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.agentaiops.local.gateway.GatewayClient.Field;
import io.agentaiops.local.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayClientTest {

    private HttpServer server = create();
    private GatewayClient gateway = new GatewayClient("", "");

    private static HttpServer create() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void serve() {
        gateway = new GatewayClient("http://127.0.0.1:" + server.getAddress().getPort(), "aiops_key");
        server.start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        server.stop(0);
    }

    @Test
    void keyGoesWithEveryRequest() {
        server.createContext("/me", exchange -> {
            byte[] body = ("{\"auth\": \"" + exchange.getRequestHeaders().getFirst("Authorization") + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        assertThat(gateway.get("/me").path("auth").asText()).isEqualTo("Bearer aiops_key");
    }

    @Test
    void aFileGoesAsAFormWithItsFields(@TempDir Path folder) throws IOException {
        List<String> received = new ArrayList<>();
        server.createContext("/documents", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("Content-Type"));
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = "{\"documentId\": \"uploads/vpn.md\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(202, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        Path file = Files.writeString(folder.resolve("vpn.md"), "# VPN");

        String id = gateway.upload(
                        "/documents", file, List.of(new Field("tags", "net"), new Field("audience", "approver")))
                .path("documentId")
                .asText();

        assertThat(id).isEqualTo("uploads/vpn.md");
        String boundary = received.getFirst().substring("multipart/form-data; boundary=".length());
        assertThat(received.get(1)).isEqualTo("""
                --%1$s
                Content-Disposition: form-data; name="tags"

                net
                --%1$s
                Content-Disposition: form-data; name="audience"

                approver
                --%1$s
                Content-Disposition: form-data; name="file"; filename="vpn.md"

                # VPN
                --%1$s--
                """.formatted(boundary).replace("\n", "\r\n"));
    }

    @Test
    void problemIsToldInItsOwnWords() {
        answer("/bad", 400, """
                {"title": "Bad Request", "status": 400, "code": "invalid", "detail": "The request has 1 problem.",
                 "errors": [{"field": "text", "detail": "must not be empty"}]}
                """);

        RequestRefused refused = catchThrowableOfType(RequestRefused.class, () -> gateway.post("/bad", Map.of()));

        assertThat(refused).hasMessage("The request has 1 problem.\n  text: must not be empty");
        assertThat(refused.code()).isEqualTo("invalid");
        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    void errorThatIsNoJsonIsToldByItsStatus() {
        answer("/broken", 502, "<html>");

        assertThatThrownBy(() -> gateway.get("/broken")).hasMessageContaining("502");
    }

    @Test
    void eventsAreReadOneByOneUntilEnoughAreRead() {
        answer("/events", 200, """
                : still here

                event:step
                id:1
                data:{"n":
                data:1}

                event: done
                data: {"n": 2}

                event:late
                data:{"n": 3}

                """);
        List<String> seen = new ArrayList<>();

        gateway.follow("/events", event -> {
            seen.add(event.name() + event.data().path("n").asInt());
            return !event.name().equals("done");
        });

        assertThat(seen).containsExactly("step1", "done2");
    }

    @Test
    void silenceIsUnreachable() {
        try (GatewayClient nobody =
                new GatewayClient("http://127.0.0.1:" + Ports.free(1).getFirst(), "key")) {
            assertThatThrownBy(() -> nobody.get("/"))
                    .isInstanceOf(GatewayUnreachable.class)
                    .hasMessageContaining("./aiops up");
        }
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
