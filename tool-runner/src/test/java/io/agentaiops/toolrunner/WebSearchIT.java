package io.agentaiops.toolrunner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.toolrunner.egress.TestServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Searching the web as a caller sees it, with providers on this machine that behave as the real ones do. */
@QuarkusTest
@TestSecurity(
        user = "root",
        roles = {"viewer", "operator", "admin"})
class WebSearchIT {

    private static final String PROVIDERS = "/api/v1/tools/web_search/providers";
    private static final String HIT = """
        {"results": [{"url": "https://kafka.apache.org/", "title": "Apache Kafka", "content": "A log."}],
         "unresponsive_engines": []}\
        """;

    private final TestServer duckDuckGo = new TestServer();
    private final TestServer searxng = new TestServer();

    @AfterEach
    void restore() {
        duckDuckGo.close();
        searxng.close();
        configure(List.of(
                        Map.of(
                                "name",
                                "duckduckgo",
                                "enabled",
                                true,
                                "url",
                                "https://html.duckduckgo.com/html/",
                                "requestsPerMinute",
                                10),
                        Map.of("name", "searxng", "enabled", false, "url", "")))
                .statusCode(200);
    }

    @Test
    void secondProviderAnswersWhenTheFirstLimitsUs() {
        duckDuckGo.on("/html/", 202, "text/html", "<div id='challenge-form'></div>");
        searxng.on("/search", 200, "application/json", HIT);
        both(60);

        search("kafka")
                .body("state", equalTo("succeeded"))
                .body("output", containsString("1. Apache Kafka\n   https://kafka.apache.org/"))
                .body("output", containsString("searxng; duckduckgo: it wants fewer questions (HTTP 202)"));
        search("another question").body("output", containsString("duckduckgo: not asked before"));

        assertThat(duckDuckGo.asked()).as("the open breaker spares it").hasSize(1);
        assertThat(searxng.asked()).hasSize(2);
        given().get(PROVIDERS)
                .then()
                .statusCode(200)
                .body("name", contains("duckduckgo", "searxng"))
                .body("state", contains("open", "closed"))
                .body("[0].openUntil", notNullValue())
                .body("[0].lastFault", containsString("202"))
                .body("[1].lastSuccessAt", notNullValue());
        given().get("/q/metrics")
                .then()
                .body(containsString(
                        "aiops_tool_runner_web_searches_total{outcome=\"rate-limited\",provider=\"duckduckgo\""));
    }

    @Test
    void noProviderMeansNoResultAndNeverAnInventedOne() {
        duckDuckGo.close();
        searxng.on("/search", 200, "text/html", "<html>We are moving</html>");
        both(60);

        search("anything")
                .body("state", equalTo("failed"))
                .body("output", equalTo(""))
                .body("reason", startsWith("no result; duckduckgo: 127.0.0.1 is not reached"))
                .body("reason", containsString("searxng: it did not answer with JSON"));
    }

    @Test
    void sameQuestionIsAskedOnce() {
        searxng.on("/search", 200, "application/json", HIT);
        onlySearxng(60);
        String question = "question " + Ids.next();

        search(question).body("state", equalTo("succeeded"));
        search("  " + question.toUpperCase(Locale.ROOT)).body("output", containsString("found at"));

        // Its canary may ask for something else at any time.
        assertThat(searxng.asked())
                .filteredOn(asked -> asked.contains("question"))
                .hasSize(1);
    }

    @Test
    void limitPerMinuteHolds() {
        searxng.on("/search", 200, "application/json", HIT);
        onlySearxng(2);

        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            outputs.add(search("limited " + Ids.next()).extract().path("output"));
        }

        // Two, or two and two when the minute ends in between.
        assertThat(searxng.asked()).hasSizeBetween(2, 4);
        assertThat(outputs.stream().filter(output -> output.contains("2 questions a minute is used up")))
                .hasSize(6 - searxng.asked().size());
    }

    @Test
    void secretsDoNotLeaveInAQuestion() {
        searxng.on("/search", 200, "application/json", HIT);
        onlySearxng(60);

        search("login fails for jane.doe@example.com with token=abcdef0123456789");

        assertThat(searxng.asked())
                .singleElement()
                .asString()
                .doesNotContain("jane.doe")
                .doesNotContain("abcdef0123456789");
    }

    @Test
    void providerIsTriedOnDemand() {
        searxng.on("/search", 200, "application/json", HIT);
        onlySearxng(60);

        given().post(PROVIDERS + "/searxng/check").then().statusCode(200).body("summary", containsString("results"));
        given().post(PROVIDERS + "/duckduckgo/check").then().statusCode(409);
        given().post(PROVIDERS + "/bing/check").then().statusCode(404).body("code", equalTo("provider-unknown"));
    }

    @Test
    void wrongConfigurationIsRefusedAndChangesNothing() {
        configure(List.of(Map.of("name", "bing"))).statusCode(404);
        configure(List.of(Map.of("name", "searxng", "enabled", true, "url", "")))
                .statusCode(400);
        configure(List.of(Map.of("name", "searxng", "url", "file:///etc/passwd")))
                .statusCode(400);
        configure(List.of(Map.of("name", "searxng", "requestsPerMinute", 0))).statusCode(400);
        configure(List.of(Map.of("name", "searxng"), Map.of("name", "searxng"))).statusCode(400);
        configure(List.of()).statusCode(400);

        given().get(PROVIDERS)
                .then()
                .body("name", contains("duckduckgo", "searxng"))
                .body("[1].enabled", is(false));
    }

    @Test
    void cloudMetadataIsNotReachedEvenWhenAnAdministratorNamesIt() {
        configure(List.of(
                        Map.of("name", "searxng", "enabled", true, "url", "http://169.254.169.254/"),
                        Map.of("name", "duckduckgo", "enabled", false)))
                .statusCode(200);

        search("metadata " + Ids.next()).body("reason", containsString("a metadata address, which may not be reached"));
    }

    private void both(int rate) {
        configure(List.of(
                        Map.of(
                                "name",
                                "duckduckgo",
                                "enabled",
                                true,
                                "url",
                                duckDuckGo.at("/html/").toString(),
                                "requestsPerMinute",
                                rate),
                        Map.of(
                                "name",
                                "searxng",
                                "enabled",
                                true,
                                "url",
                                searxng.at("/").toString(),
                                "requestsPerMinute",
                                rate)))
                .statusCode(200);
    }

    private void onlySearxng(int rate) {
        configure(List.of(
                        Map.of(
                                "name",
                                "searxng",
                                "enabled",
                                true,
                                "url",
                                searxng.at("").toString(),
                                "requestsPerMinute",
                                rate),
                        Map.of("name", "duckduckgo", "enabled", false)))
                .statusCode(200);
    }

    private static ValidatableResponse configure(List<Map<String, Object>> providers) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("providers", providers))
                .put(PROVIDERS)
                .then();
    }

    private static ValidatableResponse search(String query) {
        return given().contentType(ContentType.JSON)
                .header("Prefer", "wait=20")
                .body(Map.of("arguments", Map.of("query", query)))
                .post("/api/v1/tools/web_search/calls")
                .then()
                .statusCode(200);
    }
}
