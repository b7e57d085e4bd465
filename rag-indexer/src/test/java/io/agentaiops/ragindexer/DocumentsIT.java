package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.agentaiops.ragindexer.source.SourceConfig;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(
        user = "ada",
        roles = {"viewer", "operator"})
class DocumentsIT {

    @Inject
    SourceConfig config;

    @Test
    void uploadedDocumentIsFoundByTagAndGoneAfterItsDeletion() {
        upload(Map.of(
                        "documentId", "wiki/vpn.md",
                        "title", "VPN of the lighthouse",
                        "mediaType", "text/markdown",
                        "content", "# VPN\n\nThe lighthouse dials in over wireguard port 51820.",
                        "tags", List.of("network", "vpn")))
                .then()
                .statusCode(202)
                .body("documentId", equalTo("wiki/vpn.md"))
                .body("source", equalTo("UPLOAD"));
        Knowledge.awaitFound("lighthouse wireguard", "wiki/vpn.md", Knowledge.PROMISED);

        given().queryParam("q", "lighthouse wireguard")
                .queryParam("tag", "vpn")
                .get("/api/v1/search")
                .then()
                .body("results.documentId", hasItem("wiki/vpn.md"));
        given().queryParam("q", "lighthouse wireguard")
                .queryParam("tag", "no-such-tag")
                .get("/api/v1/search")
                .then()
                .body("results.size()", equalTo(0));
        assertThat(Knowledge.field("wiki/vpn.md", "content")).contains("51820");

        given().delete("/api/v1/documents/wiki/vpn.md").then().statusCode(204);
        Knowledge.awaitGone("lighthouse wireguard", "wiki/vpn.md", Knowledge.PROMISED);
        given().delete("/api/v1/documents/wiki/vpn.md")
                .then()
                .statusCode(404)
                .body("code", equalTo("document-unknown"));
    }

    @Test
    void htmlFileCanBeUploadedAsAForm() {
        given().multiPart(
                        "file",
                        "anchor.html",
                        "<h1>Anchor</h1><p>Drop the anchor at dusk.</p>".getBytes(StandardCharsets.UTF_8))
                .multiPart("tags", "harbour")
                .post("/api/v1/documents")
                .then()
                .statusCode(202)
                .body("documentId", equalTo("uploads/anchor.html"));

        Knowledge.awaitFound("drop the anchor at dusk", "uploads/anchor.html", Knowledge.PROMISED);
    }

    @Test
    void sameContentAgainIsNotIndexedAgain() {
        Map<String, Object> document = Map.of("documentId", "wiki/same.txt", "content", "Same same but different.");
        upload(document).then().statusCode(202);
        Knowledge.awaitState("wiki/same.txt", "indexed");
        Object indexedAt = Knowledge.field("wiki/same.txt", "indexedAt");
        List<Integer> writes = Knowledge.writes("wiki/same.txt");

        upload(document).then().statusCode(202).body("state", equalTo("indexed"));

        assertThat(Knowledge.field("wiki/same.txt", "indexedAt")).isEqualTo(indexedAt);
        assertThat(Knowledge.writes("wiki/same.txt")).isEqualTo(writes).hasSize(1);
    }

    @Test
    void everyWrongFieldIsNamed() {
        upload(Map.of("documentId", "a.exe", "content", " ", "tags", List.of("")))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-request"))
                .body("errors.field", equalTo(List.of("mediaType", "content", "tags")));
    }

    @Test
    void malformedJsonAndTooLargeDocumentsAreRefused() {
        given().contentType(ContentType.JSON)
                .body("{\"documentId\": ")
                .post("/api/v1/documents")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        upload(Map.of("documentId", "big.txt", "content", "x".repeat(config.maxSize() + 1)))
                .then()
                .statusCode(413)
                .body("code", equalTo("document-too-large"));
    }

    @Test
    void filesOfTheFolderCanOnlyBeChangedThere() throws IOException {
        Files.writeString(config.folder().resolve("owned.md"), "# Owned\n\nby the folder\n");
        Knowledge.awaitFound("owned by the folder", "owned.md", Knowledge.PROMISED);

        upload(Map.of("documentId", "owned.md", "content", "# Stolen"))
                .then()
                .statusCode(409)
                .body("code", equalTo("document-is-a-file"));
        given().delete("/api/v1/documents/owned.md").then().statusCode(409);
    }

    @Test
    void listIsPaged() {
        upload(Map.of("documentId", "page/1.txt", "content", "one"));
        upload(Map.of("documentId", "page/2.txt", "content", "two"));

        var first = given().queryParam("limit", 1)
                .queryParam("cursor", "page/")
                .get("/api/v1/documents")
                .then()
                .statusCode(200)
                .header("Link", containsString("rel=\"next\""))
                .extract()
                .jsonPath();

        assertThat(first.getList("items.documentId")).isEqualTo(List.of("page/1.txt"));
        assertThat(first.getString("nextCursor")).isEqualTo("page/1.txt");
    }

    @Test
    void unknownThingsAreNotFoundAndWrongQuestionsAreRefused() {
        given().get("/api/v1/documents/no/such.md").then().statusCode(404).body("code", equalTo("document-unknown"));
        given().get("/api/v1/search").then().statusCode(400).body("errors[0].field", equalTo("q"));
        given().queryParam("q", "x")
                .queryParam("k", 0)
                .get("/api/v1/search")
                .then()
                .statusCode(400);
        given().queryParam("q", "x")
                .queryParam("mode", "magic")
                .get("/api/v1/search")
                .then()
                .statusCode(400);
    }

    @Test
    void aQuestionOfHundredsOfWordsIsAnsweredOrRefusedWithTheReason() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; words.length() < 1_990; i++) {
            words.append(Integer.toString(1_000 + i, 36)).append(' ');
        }
        upload(Map.of("documentId", "wiki/words.txt", "content", "rs rt ru rv rw rx ry rz"))
                .then()
                .statusCode(202);
        Knowledge.awaitState("wiki/words.txt", "indexed");

        assertThat(Knowledge.search(words.toString()).statusCode()).isEqualTo(200);
        assertThat(given().queryParam("q", words.toString())
                        .queryParam("mode", "lexical")
                        .get("/api/v1/search")
                        .statusCode())
                .isIn(200, 503);
    }

    @Test
    void anEvaluationWithoutTextOrGradesIsRefused() {
        evaluate(
                        "{\"queries\": {\"a\": null, \"b\": \"disk\"}, \"qrels\": {\"a\": {\"x\": 1}, \"b\": null, \"c\": {\"x\": null}}}")
                .body("errors.field", equalTo(List.of("queries.a", "qrels.b", "qrels.c")));
        evaluate("{\"queries\": {}}").body("errors.field", equalTo(List.of("qrels")));
        evaluate("null").body("code", equalTo("body-missing"));
    }

    private static ValidatableResponse evaluate(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/search/evaluate")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    @TestSecurity(
            user = "vera",
            roles = {"viewer"})
    void viewersReadAndDoNotWrite() {
        upload(Map.of("documentId", "a.md", "content", "x")).then().statusCode(403);
        given().delete("/api/v1/documents/a.md").then().statusCode(403);
        given().post("/api/v1/knowledge/rebuild").then().statusCode(403);
        given().get("/api/v1/documents").then().statusCode(200);
    }

    @Test
    @TestSecurity(authorizationEnabled = true)
    void strangersSeeNothing() {
        given().queryParam("q", "x").get("/api/v1/search").then().statusCode(401);
    }

    private static io.restassured.response.Response upload(Map<String, Object> document) {
        return given().contentType(ContentType.JSON).body(document).post("/api/v1/documents");
    }
}
