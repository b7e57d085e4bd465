package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.agentgateway.testing.TestPlatform;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that does not say how long it is. */
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

            socket.setSoTimeout(10_000);
            byte[] answer = new byte[4_000];
            int length = socket.getInputStream().read(answer);

            assertThat(new String(answer, 0, length, StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413")
                    .containsPattern("body.too.large");
        }
    }
}
