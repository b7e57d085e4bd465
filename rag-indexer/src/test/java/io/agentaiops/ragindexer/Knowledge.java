package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** The service under test, as its users see it. */
final class Knowledge {

    /** What is promised: a saved document is searchable so soon. */
    static final Duration PROMISED = Duration.ofSeconds(3);

    static final Duration SOON = Duration.ofSeconds(20);

    private Knowledge() {}

    static Response search(String question) {
        return given().queryParam("q", question).queryParam("k", 10).get("/api/v1/search");
    }

    static List<String> found(String question) {
        return search(question).then().statusCode(200).extract().jsonPath().getList("results.documentId", String.class);
    }

    /** The first class of a run may ask before the index is made: 503 until then, as the service promises. */
    static void awaitFound(String question, String documentId, Duration within) {
        await().atMost(within)
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        search(question).statusCode() != 503 && found(question).contains(documentId));
    }

    static void awaitGone(String question, String documentId, Duration within) {
        await().atMost(within)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !found(question).contains(documentId));
    }

    /** A field of the document, as text; nested objects as their fields. */
    static String field(String documentId, String name) {
        Object value = given().get("/api/v1/documents/" + documentId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .get(name);
        return String.valueOf(value);
    }

    static void awaitState(String documentId, String state) {
        awaitState(documentId, state, SOON);
    }

    static void awaitState(String documentId, String state, Duration within) {
        await().atMost(within)
                .until(
                        () -> given().get("/api/v1/documents/" + documentId)
                                .jsonPath()
                                .getString("state"),
                        state::equals);
    }

    /** Numbers of the writes to the index that made the document's passages what they are: another write, another number. */
    static List<Integer> writes(String documentId) {
        String index = ConfigProvider.getConfig().getValue("OPENSEARCH_HOSTS", String.class);
        return given().contentType(ContentType.JSON)
                .body(Map.of(
                        "seq_no_primary_term",
                        true,
                        "query",
                        Map.of("term", Map.of("documentId", documentId)),
                        "sort",
                        List.of("ordinal")))
                .post("http://" + index + "/knowledge/_search")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("hits.hits._seq_no", Integer.class);
    }

    static void awaitIdle() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> given().get("/api/v1/knowledge/status").jsonPath().getString("state"), "ready"::equals);
    }
}
