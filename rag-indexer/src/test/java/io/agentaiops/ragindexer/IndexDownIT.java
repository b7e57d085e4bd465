package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.agentaiops.eventcontracts.EventType;
import io.agentaiops.local.process.Ports;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The index is away when the service starts and comes later; and goes, and comes back, in the middle of the work. */
@QuarkusTest
@TestProfile(IndexDownIT.BehindAGate.class)
@TestSecurity(
        user = "ada",
        roles = {"viewer", "operator"})
class IndexDownIT {

    public static final class BehindAGate implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("aiops.opensearch.hosts", "127.0.0.1:" + Ports.free(1).getFirst());
        }
    }

    /** From the moment at which the index is back until it has what changed meanwhile. */
    private static final Duration CAUGHT_UP = Duration.ofSeconds(8);

    private final Gate gate = new Gate(
            Integer.parseInt(configured("aiops.opensearch.hosts").split(":", 2)[1]), configured("OPENSEARCH_HOSTS"));

    @AfterEach
    void closeGate() throws IOException {
        gate.close();
    }

    @Test
    void documentsAreTakenWhileTheIndexIsAwayAndFoundWhenItIsBack() throws IOException {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(503);
        given().queryParam("q", "x")
                .get("/api/v1/search")
                .then()
                .statusCode(503)
                .body("code", equalTo("index-unavailable"));
        given().contentType(ContentType.JSON)
                .body(Map.of("documentId", "wiki/meteor.md", "content", "# Meteor\n\nThe meteor alarm rings thrice."))
                .post("/api/v1/documents")
                .then()
                .statusCode(202)
                .body("state", equalTo("pending"));
        assertThat(given().get("/api/v1/knowledge/status").jsonPath().getString("state"))
                .isEqualTo("unavailable");

        gate.open();

        Knowledge.awaitState("wiki/meteor.md", "indexed");
        assertThat(Knowledge.found("meteor alarm")).contains("wiki/meteor.md");
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void whatIsOnItsWayWhenTheIndexGoesAwayIsFoundWhenItIsBack() throws IOException {
        gate.open();
        Knowledge.awaitIdle();
        List<String> ids =
                IntStream.range(0, 60).mapToObj(i -> "comets/" + i + ".md").toList();
        ids.subList(0, 50).forEach(IndexDownIT::upload);
        await().atMost(Knowledge.SOON).until(() -> pending() < 50);

        gate.close();
        ids.subList(50, 60).forEach(IndexDownIT::upload);
        await().atMost(Knowledge.SOON).until(() -> "unavailable".equals(status().getString("state")));
        assertThat(pending()).isGreaterThanOrEqualTo(10);
        gate.open();

        await().atMost(CAUGHT_UP).until(() -> pending() == 0);
        assertThat(Knowledge.found("comet 55 returns")).contains("comets/55.md");
        await().atMost(Knowledge.SOON)
                .untilAsserted(() -> assertThat(Wire.counts(EventType.DOCUMENT_INDEXED))
                        .containsAllEntriesOf(ids.stream().collect(Collectors.toMap(id -> id, id -> 1L))));
    }

    private static void upload(String id) {
        given().contentType(ContentType.JSON)
                .body(Map.of("documentId", id, "content", "# Comet\n\nThe comet " + id + " returns every autumn."))
                .post("/api/v1/documents")
                .then()
                .statusCode(202);
    }

    private static int pending() {
        return status().getInt("pending");
    }

    private static JsonPath status() {
        return given().get("/api/v1/knowledge/status").jsonPath();
    }

    private static String configured(String key) {
        return ConfigProvider.getConfig().getValue(key, String.class);
    }
}
