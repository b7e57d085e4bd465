package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What is saved in documents/ is what is found. */
@Order(20)
class KnowIT {

    /** Generous: that it takes less than three seconds is tested by rag-indexer, where nothing else runs. */
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final Stack stack = Stack.get();

    @Test
    void aSavedDocumentIsFoundAChangedOneReplacedAndADeletedOneGone() throws IOException {
        Path file = stack.documents().resolve("guides/turbo-encabulator.md");

        write(file, "The turbo encabulator is drained through the left grammeter valve.");
        await().atMost(FRESH)
                .untilAsserted(
                        () -> assertThat(search("drain the turbo encabulator")).contains("left grammeter valve"));

        write(file, "The turbo encabulator is drained through the spurving bearing.");
        await().atMost(FRESH)
                .untilAsserted(() -> assertThat(search("drain the turbo encabulator"))
                        .contains("spurving bearing")
                        .doesNotContain("grammeter valve"));

        Files.delete(file);
        await().atMost(FRESH)
                .untilAsserted(
                        () -> assertThat(search("drain the turbo encabulator")).doesNotContain("turbo-encabulator"));
    }

    @Test
    void anotherServiceAddsADocumentByAnEvent() {
        String id = "wiki/" + UUID.randomUUID() + ".md";
        new Bus(stack.kafka())
                .publish(
                        "aiops.documents",
                        id,
                        UUID.randomUUID().toString(),
                        "io.agentaiops.document.changed.v1",
                        Map.of(
                                "documentId", id,
                                "change", "upserted",
                                "title", "Zanzibar gateway",
                                "mediaType", "text/markdown",
                                "content", "# Zanzibar gateway\n\nRestart the zanzibar gateway with care.\n",
                                "tags", List.of()));

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(search("zanzibar gateway restart")).contains(id));
    }

    @Test
    void theShowcaseQuestionFindsItsRunbookFirst() {
        assertThat(stack.api()
                        .get("/api/v1/search?k=3&q=" + encoded("The disk of a server is filling up, what do I do?"))
                        .json()
                        .get("results")
                        .get(0)
                        .get("documentId")
                        .asText())
                .isEqualTo("troubleshooting/disk-filling-up.md");
    }

    private String search(String question) {
        return stack.api().get("/api/v1/search?k=5&q=" + encoded(question)).body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void write(Path file, String sentence) throws IOException {
        Files.writeString(file, """
                ---
                id: turbo-encabulator
                title: Draining the turbo encabulator
                kind: guide
                owner: operations
                review-by: 2027-01-31
                tags: [turbo]
                ---
                # Draining the turbo encabulator

                %s
                """.formatted(sentence));
    }
}
