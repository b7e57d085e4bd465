package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.EventType;
import io.agentaiops.eventcontracts.Topic;
import io.agentaiops.ragindexer.source.SourceConfig;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(
        user = "ada",
        roles = {"viewer", "operator"})
class BusIT {

    @Inject
    SourceConfig config;

    @Test
    void documentOfAnotherServiceIsFoundAndDeletedByEvents() {
        String id = "wiki/" + Ids.next() + ".md";
        changed(Ids.next(), id, "upserted", "text/markdown", "# Volcano\n\nThe volcano sensor blinks violet.");
        Knowledge.awaitFound("volcano sensor violet", id, Knowledge.SOON);
        await().atMost(Knowledge.SOON)
                .untilAsserted(() -> assertThat(Wire.read(EventType.DOCUMENT_INDEXED, id))
                        .singleElement()
                        .satisfies(event -> {
                            assertThat(event.data().path("title").asText()).isEqualTo("Volcano");
                            assertThat(event.data().path("chunks").asInt()).isEqualTo(1);
                        }));

        changed(Ids.next(), id, "deleted", null, null);
        Knowledge.awaitGone("volcano sensor violet", id, Knowledge.SOON);
    }

    @Test
    void documentOfAnotherServiceCanBeForAnAudience() {
        String id = "wiki/" + Ids.next() + ".md";
        Wire.send(
                EventType.DOCUMENT_CHANGED,
                Ids.next(),
                id,
                Map.of(
                        "documentId",
                        id,
                        "change",
                        "upserted",
                        "mediaType",
                        "text/markdown",
                        "content",
                        "# Crater\n\nThe crater sensor blinks crimson.",
                        "tags",
                        List.of("sensors"),
                        "audience",
                        List.of("approver")));
        String open = "wiki/" + Ids.next() + ".md";
        changedWithKey(id, Ids.next(), open, "upserted", "text/plain", "The crater sensor is described elsewhere.");
        Knowledge.awaitFound("crater sensor", open, Knowledge.SOON);

        assertThat(Knowledge.found("crater sensor blinks crimson")).doesNotContain(id);
        given().get("/api/v1/documents/" + id).then().statusCode(404);
        changed(Ids.next(), id, "deleted", null, null);
        changed(Ids.next(), open, "deleted", null, null);
    }

    @Test
    void redeliveredChangeHasNoSecondEffect() {
        String id = "wiki/" + Ids.next() + ".md";
        String first = Ids.next();
        changed(first, id, "upserted", "text/plain", "first version of the geyser notes");
        Knowledge.awaitFound("geyser notes first", id, Knowledge.SOON);
        changed(Ids.next(), id, "upserted", "text/plain", "second version of the geyser notes");
        await().atMost(Knowledge.SOON)
                .until(() -> Knowledge.field(id, "content").startsWith("second"));

        changed(first, id, "upserted", "text/plain", "first version of the geyser notes");
        String marker = "wiki/" + Ids.next() + ".md";
        changedWithKey(id, Ids.next(), marker, "upserted", "text/plain", "marker of the geyser");
        Knowledge.awaitFound("marker of the geyser", marker, Knowledge.SOON);

        assertThat(Knowledge.field(id, "content")).startsWith("second");
    }

    @Test
    void changeThatCannotBeIndexedIsADeadLetterWithItsReason() {
        String id = "wiki/" + Ids.next() + ".bin";
        changed(Ids.next(), id, "upserted", "application/x-tar", "bytes");

        await().atMost(Knowledge.SOON)
                .untilAsserted(() -> assertThat(Wire.read(Topic.DOCUMENTS.deadLetters(), id))
                        .singleElement()
                        .satisfies(event -> assertThat(event.deadLetterReason()).contains("but is application/x-tar")));
    }

    @Test
    void validationLooksAtEveryPassage() {
        Knowledge.awaitIdle();
        JsonNode result = perform("knowledge.validate", Map.of());

        assertThat(result.path("summary").asText()).contains("passages");
        assertThat(result.path("evidence").path("wrongDimension").isMissingNode())
                .isTrue();
        assertThat(result.path("evidence").path("orphans").isMissingNode()).isTrue();
        assertThat(result.path("outcome").asText()).isEqualTo("succeeded");
    }

    @Test
    void refreshReportsWhatIsIndexed() {
        JsonNode result = perform("knowledge.refresh", Map.of());

        assertThat(result.path("summary").asText()).contains("documents are indexed");
        assertThat(result.path("evidence").path("pending").asInt()).isZero();
    }

    @Test
    void outdatedDocumentsAreNamed() {
        String id = "wiki/" + Ids.next() + ".md";
        changed(Ids.next(), id, "upserted", "text/markdown", "---\nreview-by: 2020-01-01\n---\n# Old\n\nOld advice.");
        Knowledge.awaitFound("old advice", id, Knowledge.SOON);

        JsonNode result = perform("knowledge.outdated", Map.of());

        assertThat(result.path("outcome").asText()).isEqualTo("failed");
        assertThat(result.path("summary").asText()).contains(id);
        changed(Ids.next(), id, "deleted", null, null);
        Knowledge.awaitGone("old advice", id, Knowledge.SOON);
    }

    @Test
    void documentsWhoseFileHasGoneAreNamed() throws IOException {
        Path file = Files.writeString(config.folder().resolve("gone.md"), "# Gone\n\nThe ferryman knew.");
        Knowledge.awaitFound("the ferryman knew", "gone.md", Knowledge.SOON);
        Files.delete(file);
        Knowledge.awaitGone("the ferryman knew", "gone.md", Knowledge.SOON);

        JsonNode result = perform("knowledge.outdated", Map.of());

        assertThat(result.at("/evidence/vanished").toString()).contains("gone.md");
        assertThat(result.path("summary").asText()).contains("gone.md");
    }

    @Test
    void searchTestTellsPlacesAndRefusesNonsense() {
        String id = "wiki/" + Ids.next() + ".md";
        changed(Ids.next(), id, "upserted", "text/markdown", "# Glacier\n\nMeasure the glacier with the crimson rod.");
        Knowledge.awaitFound("crimson rod", id, Knowledge.SOON);

        JsonNode good = perform(
                "knowledge.search-test",
                Map.of("questions", List.of(Map.of("query", "how to measure the glacier", "document", id))));
        JsonNode bad = perform(
                "knowledge.search-test",
                Map.of("questions", List.of(Map.of("query", "how to measure the glacier", "document", "nothing"))));
        JsonNode nonsense = perform("knowledge.search-test", Map.of("questions", "all"));

        assertThat(good.path("outcome").asText()).isEqualTo("succeeded");
        assertThat(good.path("evidence").path("questions").path(0).path("place").asInt())
                .isEqualTo(1);
        assertThat(bad.path("outcome").asText()).isEqualTo("failed");
        assertThat(bad.path("summary").asText()).contains("nothing");
        assertThat(nonsense.path("outcome").asText()).isEqualTo("refused");
    }

    @Test
    void redeliveredOperationIsAnsweredOnce() {
        String run = Ids.next();
        String event = Ids.next();
        Map<String, Object> request = request(Ids.next(), run, "knowledge.outdated", Map.of());
        Wire.send(EventType.OPERATION_REQUESTED, event, run, request);
        Wire.send(EventType.OPERATION_REQUESTED, event, run, request);
        Wire.send(
                EventType.OPERATION_REQUESTED,
                Ids.next(),
                run,
                request(Ids.next(), run, "knowledge.validate", Map.of()));

        await().atMost(Knowledge.SOON)
                .untilAsserted(() -> assertThat(Wire.read(EventType.OPERATION_COMPLETED, run))
                        .extracting(each -> each.data().path("capability").asText())
                        .containsExactlyInAnyOrder("knowledge.outdated", "knowledge.validate"));
    }

    static JsonNode perform(String capability, Map<String, Object> arguments) {
        String run = Ids.next();
        Wire.send(EventType.OPERATION_REQUESTED, Ids.next(), run, request(Ids.next(), run, capability, arguments));
        await().atMost(Duration.ofSeconds(50))
                .until(() -> !Wire.read(EventType.OPERATION_COMPLETED, run).isEmpty());
        return Wire.read(EventType.OPERATION_COMPLETED, run).get(0).data();
    }

    private static Map<String, Object> request(
            String operation, String run, String capability, Map<String, Object> arguments) {
        return Map.of(
                "operationId", operation,
                "runId", run,
                "capability", capability,
                "arguments", arguments,
                "principal", "scheduler",
                "dryRun", false,
                "deadline", Instant.now().plusSeconds(60).toString());
    }

    private static void changed(
            String eventId,
            String documentId,
            String change,
            @org.jspecify.annotations.Nullable String mediaType,
            @org.jspecify.annotations.Nullable String content) {
        changedWithKey(documentId, eventId, documentId, change, mediaType, content);
    }

    private static void changedWithKey(
            String key,
            String eventId,
            String documentId,
            String change,
            @org.jspecify.annotations.Nullable String mediaType,
            @org.jspecify.annotations.Nullable String content) {
        Map<String, Object> data = new java.util.HashMap<>();
        data.put("documentId", documentId);
        data.put("change", change);
        data.put("tags", List.of());
        if (mediaType != null && content != null) {
            data.put("mediaType", mediaType);
            data.put("content", content);
        }
        Wire.send(EventType.DOCUMENT_CHANGED, eventId, key, data);
    }
}
