package io.agentaiops.opsscheduler.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted.Outcome;
import io.agentaiops.opsscheduler.testing.Operations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentPageTest {

    private final HttpServer server;

    AgentPageTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        answer("/", 200, "<script src=\"/static/app-1.js\"></script><link href=\"/static/app-1.css\">");
        answer("/static/app-1.css", 200, "a {}");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void pageWithAllItsPartsAndALockedInterfaceIsGood() {
        answer("/static/app-1.js", 200, "run()");
        answer("/api/", 401, "{}");

        Finding finding = look();

        assertThat(finding.outcome()).as(finding.summary()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(finding.summary()).startsWith("The page with 2 parts");
    }

    @Test
    void missingScriptAndAnInterfaceWithoutALockAreNamed() {
        answer("/static/app-1.js", 404, "gone");
        answer("/api/", 200, "{}");

        assertThat(look().summary())
                .isEqualTo("/static/app-1.js answers with status 404;"
                        + " REST without a key answers with status 200 instead of 401");
    }

    @Test
    void gatewayThatIsDownIsNamedWithItsAddress() {
        server.stop(0);

        assertThat(look().summary()).startsWith("The page at http://127.0.0.1:").contains("cannot be had");
    }

    private Finding look() {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return new AgentPage(() -> address).perform(Operations.of(Capability.AGENT_PAGE, Map.of()));
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
