package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.agentgateway.testing.TestPlatform;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are too large, whether they say so or not, and the one path that takes large ones. */
@QuarkusTest
class BodyLimitIT extends Journey {

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/queries", "/v1/chat/completions"})
    void aBodyThatHidesHowLongItIsIsRefusedAtTheLimitWithAReason(String path) throws IOException {
        byte[] piece = ("10000\r\n" + "x".repeat(65_536) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), request("/").build().uri().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                                    + TestPlatform.adminKey() + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            for (int sent = 0; sent <= 1_048_576; sent += 65_536) {
                out.write(piece);
            }
            out.flush();

            assertThat(answer(socket)).startsWith("HTTP/1.1 413").containsPattern("body.too.large");
        }
    }

    @Test
    void filesForTheKnowledgeBasePassAndOnlyThoseBeyondItsLimitAreRefused() throws IOException {
        asAdmin()
                .contentType("application/json")
                .body(Map.of("documentId", "large.md", "content", "x".repeat(3_000_000)))
                .post("/api/v1/documents")
                .then()
                .statusCode(202);

        assertThat(announcing("/api/v1/documents", 60_000_000))
                .startsWith("HTTP/1.1 413")
                .contains("54525952 are taken");
        assertThat(announcing("/api/v1/search/evaluate", 3_000_000))
                .startsWith("HTTP/1.1 413")
                .contains("1048576 are taken");
    }

    private static String announcing(String path, int length) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), request("/").build().uri().getPort())) {
            socket.getOutputStream()
                    .write(("POST " + path
                                    + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                                    + TestPlatform.adminKey() + "\r\nContent-Length: " + length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return answer(socket);
        }
    }

    /** What comes first: the answer is short. */
    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        byte[] answer = new byte[4_000];
        int length = socket.getInputStream().read(answer);
        return new String(answer, 0, Math.max(length, 0), StandardCharsets.UTF_8);
    }
}
