package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.agentaiops.ragindexer.source.SourceConfig;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A document for an audience is there for nobody else. */
@QuarkusTest
class AccessIT {

    private static final String ID = "vault.md";

    private static final String SECRET =
            "---\naudience: [approver]\n---\n# Treasury\n\nThe treasury has an amber door.\n";

    @Inject
    SourceConfig config;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void saved() throws IOException {
        Files.writeString(
                config.folder().resolve(ID),
                "---\naudience: [approver]\n---\n# Vault\n\nThe vault opens at quarter past.\n");
        Files.writeString(
                config.folder().resolve("lobby.md"), "# Lobby\n\nThe lobby beside the vault is always open.\n");
    }

    @Test
    @TestSecurity(
            user = "paul",
            roles = {"viewer", "approver"})
    void itsAudienceFindsIt() {
        Knowledge.awaitFound("when does the vault open", ID, Knowledge.SOON);
        assertThat(Knowledge.field(ID, "audience")).isEqualTo("[approver]");
    }

    @Test
    @TestSecurity(
            user = "vera",
            roles = {"viewer", "operator"})
    void whatAHiddenDocumentSaysTooIsFoundInTheOpenOneAndTheHiddenOneIsNotNamed() throws IOException {
        String said = "# Keys\n\nThe spare keys hang behind the barometer.\n";
        Files.writeString(config.folder().resolve("keys.md"), "---\naudience: [approver]\n---\n" + said);
        Files.writeString(config.folder().resolve("keys-for-all.md"), said);
        Knowledge.awaitFound("where do the spare keys hang", "keys-for-all.md", Knowledge.SOON);
        Knowledge.awaitIdle();

        JsonPath answer =
                Knowledge.search("where do the spare keys hang behind").jsonPath();

        assertThat(answer.getString("results[0].documentId")).isEqualTo("keys-for-all.md");
        assertThat(answer.getList("results[0].alsoIn")).isEmpty();
    }

    @Test
    @TestSecurity(
            user = "root",
            roles = {"viewer", "admin"})
    void administratorsFindIt() {
        Knowledge.awaitFound("when does the vault open", ID, Knowledge.SOON);
    }

    @Test
    @TestSecurity(
            user = "vera",
            roles = {"viewer", "operator"})
    void othersFindItNeitherBySearchNorByItsId() {
        Knowledge.awaitFound("when does the vault open", "lobby.md", Knowledge.SOON);
        Knowledge.awaitIdle();

        for (String mode : new String[] {"hybrid", "lexical", "vector"}) {
            assertThat(given().queryParam("q", "when does the vault open")
                            .queryParam("mode", mode)
                            .get("/api/v1/search")
                            .jsonPath()
                            .getList("results.documentId", String.class))
                    .as(mode)
                    .isNotEmpty()
                    .doesNotContain(ID);
        }
        given().get("/api/v1/documents/" + ID).then().statusCode(404);
        given().delete("/api/v1/documents/" + ID).then().statusCode(404);
        assertThat(given().queryParam("limit", 500)
                        .get("/api/v1/documents")
                        .jsonPath()
                        .getList("items.documentId", String.class))
                .doesNotContain(ID);
    }

    @Test
    @TestSecurity(
            user = "vera",
            roles = {"viewer", "operator"})
    void aVersionThatHidesItselfIsHiddenBeforeItIsIndexed() throws IOException {
        try (AutoCloseable pending = pending("treasury.md", SECRET)) {
            given().get("/api/v1/documents/treasury.md").then().statusCode(404);
            given().delete("/api/v1/documents/treasury.md").then().statusCode(404);
            upload("treasury.md", "# Mine").then().statusCode(409).body("code", equalTo("document-id-taken"));
            assertThat(listed()).doesNotContain("treasury.md");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @TestSecurity(
            user = "paul",
            roles = {"viewer", "approver"})
    void itsAudienceSeesAVersionBeforeItIsIndexed() throws IOException {
        try (AutoCloseable pending = pending("treasury.md", SECRET)) {
            assertThat(Knowledge.field("treasury.md", "content")).contains("amber door");
            assertThat(Knowledge.field("treasury.md", "audience")).isEqualTo("[approver]");
            assertThat(listed()).contains("treasury.md");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @TestSecurity(
            user = "vera",
            roles = {"viewer", "operator"})
    void aRefusedVersionIsHiddenWhenItNamesAnAudienceOrWhenThatCannotBeTold() throws IOException {
        upload("refused/told.md", "---\naudience: [approver]\nreview-by: soon\n---\n# Told\n\nThe amber door.")
                .then()
                .statusCode(202);
        upload("refused/open.md", "---\nreview-by: soon\n---\n# Open\n\nThe red door.")
                .then()
                .statusCode(202);
        upload("refused/blank.html", "<meta name=\"audience\" content=\"approver, admin\">")
                .then()
                .statusCode(202);
        Files.createDirectories(config.folder().resolve("refused"));
        Files.write(
                config.folder().resolve("refused/latin.md"),
                "---\naudience: [approver]\n---\n# T\u00fcr\n".getBytes(StandardCharsets.ISO_8859_1));
        Knowledge.awaitState("refused/open.md", "failed");
        awaitFailed("refused/told.md", "refused/blank.html", "refused/latin.md");

        assertThat(listed()).contains("refused/open.md");
        assertThat(failed()).contains("refused/open.md");
        for (String hidden : List.of("refused/told.md", "refused/blank.html", "refused/latin.md")) {
            given().get("/api/v1/documents/" + hidden).then().statusCode(404);
            assertThat(listed()).doesNotContain(hidden);
            assertThat(failed()).doesNotContain(hidden);
        }
    }

    @Test
    @TestSecurity(
            user = "vera",
            roles = {"viewer", "operator"})
    void aTextAndAPageCanNameTheirAudience() throws IOException {
        Files.writeString(
                config.folder().resolve("safe.txt"),
                "---\naudience: [approver]\n---\nThe safe behind the portrait holds the seal.\n");
        Files.writeString(
                config.folder().resolve("safe.html"),
                "<html><head><meta name=\"audience\" content=\"approver\"></head>"
                        + "<body><p>The safe behind the portrait holds the stamp.</p></body></html>");
        await().atMost(Knowledge.SOON)
                .until(() -> jdbi.withHandle(handle -> handle.createQuery(
                                        "select count(*) from rag_indexer.document where document_id like 'safe.%' and state = 'indexed'")
                                .mapTo(Integer.class)
                                .one())
                        == 2);

        assertThat(Knowledge.found("safe behind the portrait")).doesNotContain("safe.txt", "safe.html");
        given().get("/api/v1/documents/safe.txt").then().statusCode(404);
        given().get("/api/v1/documents/safe.html").then().statusCode(404);
    }

    @Test
    @TestSecurity(
            user = "vera",
            roles = {"viewer", "operator"})
    void noPageOfTheListEndsWithWhatIsHidden() {
        Knowledge.awaitFound("when does the vault open", "lobby.md", Knowledge.SOON);
        String cursor = "";
        for (int page = 0; page < 500 && cursor != null; page++) {
            cursor = given().queryParam("limit", 1)
                    .queryParam("cursor", cursor)
                    .get("/api/v1/documents")
                    .jsonPath()
                    .getString("nextCursor");
            assertThat(cursor).isNotEqualTo(ID);
        }
    }

    /** A version that nobody indexes until it is closed. */
    private AutoCloseable pending(String id, String content) throws IOException {
        jdbi.useHandle(handle -> handle.execute("delete from rag_indexer.document where document_id = ?", id));
        Files.writeString(config.folder().resolve(id), "# Treasury\n\nThe treasury has a door.\n");
        awaitRow(id, "state = 'indexed'");
        jdbi.useHandle(handle -> handle.execute(
                "update rag_indexer.document set claimed_until = now() + interval '1 hour' where document_id = ?", id));
        Files.writeString(config.folder().resolve(id), content);
        awaitRow(id, "state = 'pending' and content like '%amber door%'");
        return () -> {
            jdbi.useHandle(handle ->
                    handle.execute("update rag_indexer.document set claimed_until = null where document_id = ?", id));
            awaitRow(id, "state = 'indexed'");
        };
    }

    private void awaitFailed(String... ids) {
        for (String id : ids) {
            awaitRow(id, "state = 'failed'");
        }
    }

    private void awaitRow(String id, String condition) {
        await().atMost(Knowledge.SOON)
                .until(() -> jdbi.withHandle(handle -> handle.createQuery(
                                        "select count(*) from rag_indexer.document where document_id = :id and <condition>")
                                .define("condition", condition)
                                .bind("id", id)
                                .mapTo(Integer.class)
                                .one())
                        == 1);
    }

    private static List<String> listed() {
        return given().queryParam("limit", 500)
                .get("/api/v1/documents")
                .jsonPath()
                .getList("items.documentId", String.class);
    }

    private static List<String> failed() {
        return given().get("/api/v1/knowledge/status").jsonPath().getList("failed.file", String.class);
    }

    private static Response upload(String id, String content) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("documentId", id, "content", content))
                .post("/api/v1/documents");
    }
}
