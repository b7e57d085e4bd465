package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.ragindexer.ingestion.DocumentCatalog;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What was refused is tried again, and no version of a document is lost on the way. */
@QuarkusTest
@TestSecurity(
        user = "ada",
        roles = {"viewer", "operator"})
class RetryIT {

    private static final String MALFORMED = "---\nreview-by: soon\n---\n# Sluice\n\nThe sluice opens at dawn.";
    private static final String SOUND = "# Sluice\n\nThe sluice opens at dawn.";
    /** Longer than OpenSearch takes as one term. */
    private static final String IMMENSE =
            "---\ntags: [" + "x".repeat(40_000) + "]\n---\n# Weir\n\nThe weir was rebuilt in spring.";

    @Inject
    Jdbi jdbi;

    @Inject
    DocumentCatalog catalog;

    @Test
    void whatTheIndexRefusesIsTriedAgainByItself() {
        upload("retry/weir.md", IMMENSE);
        Knowledge.awaitState("retry/weir.md", "failed");
        assertThat(Knowledge.field("retry/weir.md", "error")).contains("the index refused it", "retryAt");

        set("retry/weir.md", "content = '# Weir\n\nThe weir was rebuilt in spring.', retry_at = now()");

        Knowledge.awaitState("retry/weir.md", "indexed");
        assertThat(Knowledge.found("when was the weir rebuilt")).contains("retry/weir.md");
    }

    @Test
    void theSameAgainIsTriedAgain() {
        upload("retry/sluice.md", MALFORMED);
        Knowledge.awaitState("retry/sluice.md", "failed");
        assertThat(Knowledge.field("retry/sluice.md", "error")).doesNotContain("retryAt");
        set("retry/sluice.md", "error_reason = 'of an earlier release'");

        upload("retry/sluice.md", MALFORMED);

        await().atMost(Knowledge.SOON)
                .until(() -> Knowledge.field("retry/sluice.md", "error").contains("review-by"));
    }

    @Test
    void whatAParserRefusedIsTriedAgainWhenAsked() {
        upload("retry/lock.md", MALFORMED);
        Knowledge.awaitState("retry/lock.md", "failed");
        set("retry/lock.md", "content = '" + SOUND + "'");

        assertThat(catalog.retryRefused()).isPositive();

        Knowledge.awaitState("retry/lock.md", "indexed");
    }

    @Test
    void aFileThatTheReaderDidNotSurviveIsTriedAgain() throws IOException {
        String id = "uploads/dam.docx";
        uploadFile(id, word("The dam holds forty feet of water."));
        Knowledge.awaitState(id, "indexed");
        set(id, "claimed_until = now() + interval '1 hour'");
        uploadFile(id, word("The dam holds fifty feet of water."));
        set(id, "state = 'failed', error_line = 1, error_reason = 'it took too long', attempts = 1, retry_at = now()");
        assertThat(Knowledge.field(id, "state")).isEqualTo("failed");

        set(id, "claimed_until = null");

        Knowledge.awaitState(id, "indexed", Duration.ofSeconds(60));
        assertThat(Knowledge.field(id, "content")).contains("fifty feet");
    }

    @Test
    void aBuildLosesNeitherWhatItsIndexRefusesNorWhatWaitsToBeRead() throws IOException {
        String file = "uploads/quay.docx";
        uploadFile(file, word("The quay is reserved for the crimson barge."));
        upload("retry/mole.md", "# Mole\n\nThe mole protects the violet harbour.");
        upload("retry/pier.md", MALFORMED);
        Knowledge.awaitState(file, "indexed");
        Knowledge.awaitState("retry/mole.md", "indexed");
        Knowledge.awaitState("retry/pier.md", "failed");
        Knowledge.awaitIdle();
        set(file, "claimed_until = now() + interval '1 hour'");
        uploadFile(file, word("The quay is reserved for the golden barge."));
        set("retry/mole.md", "content = '" + IMMENSE + "'");
        set("retry/pier.md", "content = '# Pier\n\nThe pier is closed to carriages.'");
        try {
            String target = given().queryParam("force", true)
                    .post("/api/v1/knowledge/rebuild")
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("index");
            await().atMost(Duration.ofMinutes(2)).until(() -> status("index"), target::equals);

            assertThat(Knowledge.found("crimson barge quay")).contains(file);
            assertThat(Knowledge.found("violet harbour mole")).contains("retry/mole.md");
            assertThat(Knowledge.field("retry/mole.md", "state")).isEqualTo("failed");
            assertThat(Knowledge.field("retry/mole.md", "error")).contains("the index refused it");
            Knowledge.awaitState("retry/pier.md", "indexed");
        } finally {
            set(file, "claimed_until = null");
            given().delete("/api/v1/documents/retry/mole.md");
        }
        Knowledge.awaitFound("golden barge quay", file, Duration.ofSeconds(60));
        Knowledge.awaitIdle();
    }

    private void set(String id, String assignments) {
        jdbi.useHandle(handle -> handle.createUpdate("update document set <assignments> where document_id = :id")
                .define("assignments", assignments)
                .bind("id", id)
                .execute());
    }

    private static String status(String field) {
        return given().get("/api/v1/knowledge/status").jsonPath().getString(field);
    }

    private static void upload(String id, String content) {
        given().contentType(ContentType.JSON)
                .body(Map.of("documentId", id, "content", content))
                .post("/api/v1/documents")
                .then()
                .statusCode(202);
    }

    private static void uploadFile(String id, byte[] content) {
        given().multiPart("file", "file.docx", content)
                .multiPart("documentId", id)
                .post("/api/v1/documents")
                .then()
                .statusCode(202);
    }

    private static byte[] word(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XWPFDocument document = new XWPFDocument()) {
            document.createParagraph().createRun().setText(text);
            document.write(out);
        }
        return out.toByteArray();
    }
}
