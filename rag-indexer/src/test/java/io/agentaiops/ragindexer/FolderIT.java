package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventcontracts.EventType;
import io.agentaiops.local.testing.EnginesTestResource;
import io.agentaiops.ragindexer.source.FolderWatcher;
import io.agentaiops.ragindexer.source.SourceConfig;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = EnginesTestResource.class,
        restrictToAnnotatedClass = false,
        initArgs = @ResourceArg(name = "engines", value = "kafka,postgres,opensearch"))
@QuarkusTestResource(value = DocumentsFolder.class, restrictToAnnotatedClass = false)
@TestSecurity(
        user = "ada",
        roles = {"viewer", "operator"})
class FolderIT {

    private static final String PENGUINS = """
            ---
            id: penguin-feeding
            title: Feeding the penguins
            kind: procedure
            tags: [penguins]
            ---
            # Feeding the penguins

            Penguins eat herring at noon.

            ## 1. Count the herring

            ```step
            run: df -h
            ```

            ## 2. Open the gate

            The keeper opens the enclosure with the bronze key.
            """;

    @Inject
    SourceConfig config;

    @Inject
    FolderWatcher folders;

    @BeforeEach
    void idle() {
        Knowledge.awaitIdle();
    }

    @Test
    void savedFileIsFoundAndDeletedFileIsGoneWithinThePromisedTime() throws IOException {
        write("zoo/penguins.md", PENGUINS);
        Knowledge.awaitFound("who feeds herring to penguins", "zoo/penguins.md", Knowledge.PROMISED);

        Files.delete(config.folder().resolve("zoo/penguins.md"));
        Knowledge.awaitGone("who feeds herring to penguins", "zoo/penguins.md", Knowledge.PROMISED);

        await().atMost(Knowledge.SOON)
                .untilAsserted(() -> assertThat(Wire.read(EventType.DOCUMENT_REMOVED, "zoo/penguins.md"))
                        .hasSize(1));
    }

    @Test
    void resultTellsWhereThePassageStandsAndHowWellItFits() throws IOException {
        write(
                "zoo/cited.md",
                PENGUINS.replace("penguin-feeding", "penguin-cited").replace("bronze", "silver"));
        Knowledge.awaitFound("bronze silver key of the enclosure", "zoo/cited.md", Knowledge.PROMISED);

        var answer =
                Knowledge.search("which silver key opens the enclosure gate").jsonPath();

        assertThat(answer.getString("mode")).isEqualTo("hybrid");
        assertThat(answer.getBoolean("relevant")).isTrue();
        assertThat(answer.getString("degraded")).isNull();
        assertThat(answer.getString("results[0].documentId")).isEqualTo("zoo/cited.md");
        assertThat(answer.getString("results[0].procedureId")).isEqualTo("penguin-cited");
        assertThat(answer.getString("results[0].lines")).isEqualTo("19");
        assertThat(answer.getString("results[0].heading")).isEqualTo("2. Open the gate");
        assertThat(answer.getList("results[0].headingPath"))
                .isEqualTo(List.of("Feeding the penguins", "2. Open the gate"));
        assertThat(answer.getString("results[0].text"))
                .isEqualTo("The keeper opens the enclosure with the silver key.");
        assertThat(answer.getString("results[0].highlight")).contains("<em>silver</em>");
        assertThat(answer.getDouble("results[0].score")).isBetween(0.3, 1.0);
        assertThat(answer.getDouble("results[0].similarity")).isBetween(0.3, 1.0);
        assertThat(answer.getBoolean("results[0].hasSteps")).isTrue();
        assertThat(answer.getList("results[0].tags")).isEqualTo(List.of("penguins"));
    }

    @Test
    void editingOneSectionEmbedsOnePassage() throws IOException {
        // Headings of its own: a text that another document has too would not be embedded at all.
        String page = PENGUINS.replace("Feeding the penguins", "Feeding the little penguins");
        write("zoo/edited.md", page.replace("bronze", "iron"));
        Knowledge.awaitFound("iron key", "zoo/edited.md", Knowledge.PROMISED);

        write("zoo/edited.md", page.replace("bronze", "golden"));
        Knowledge.awaitFound("golden key", "zoo/edited.md", Knowledge.PROMISED);

        await().atMost(Knowledge.SOON)
                .untilAsserted(() -> assertThat(Wire.read(EventType.DOCUMENT_INDEXED, "zoo/edited.md"))
                        .extracting(event -> event.data().path("embedded").asInt())
                        .containsExactly(3, 1));
        assertThat(Knowledge.search("iron key").jsonPath().getList("results.text", String.class))
                .noneMatch(text -> text.contains("iron key"));
    }

    @Test
    void filesThatAreWrittenAsideAndRenamedAreFollowed() throws IOException {
        write("zoo/renamed.md", "# Otters\n\nOtters sleep holding hands.\n");
        Knowledge.awaitFound("otters holding hands", "zoo/renamed.md", Knowledge.PROMISED);

        Path aside = write("zoo/renamed.md.tmp", "# Otters\n\nOtters juggle pebbles skilfully.\n");
        Files.move(aside, config.folder().resolve("zoo/renamed.md"), StandardCopyOption.REPLACE_EXISTING);

        await().atMost(Knowledge.PROMISED)
                .until(() -> Knowledge.search("otters").jsonPath().getList("results.text", String.class).stream()
                        .anyMatch(text -> text.contains("juggle pebbles")));
    }

    @Test
    void movedFolderIsForgottenInTheOldPlaceAndFoundInTheNew() throws IOException {
        write("barn/deep/owl.md", "# Owls\n\nOwls patrol the hayloft quietly.\n");
        Knowledge.awaitFound("owls hayloft", "barn/deep/owl.md", Knowledge.PROMISED);

        Files.move(config.folder().resolve("barn"), config.folder().resolve("stable"));

        Knowledge.awaitFound("owls hayloft", "stable/deep/owl.md", Knowledge.PROMISED);
        Knowledge.awaitGone("owls hayloft", "barn/deep/owl.md", Knowledge.PROMISED);
    }

    @Test
    void brokenDocumentIsListedWithLineAndReasonAndTheLastGoodVersionStays() throws IOException {
        write("zoo/broken.md", "---\nid: x\n---\n# Yaks\n\nYaks need brushing weekly.\n");
        Knowledge.awaitFound("brushing yaks", "zoo/broken.md", Knowledge.PROMISED);

        write("zoo/broken.md", "---\nid: x\nreview-by: never\n---\n# Yaks\n\nYaks.\n");
        Knowledge.awaitState("zoo/broken.md", "failed");

        assertThat(Knowledge.field("zoo/broken.md", "error")).contains("line=3").contains("review-by must be a date");
        assertThat(Knowledge.found("brushing yaks")).contains("zoo/broken.md");
        assertThat(given().get("/api/v1/knowledge/status").jsonPath().getList("failed.file", String.class))
                .contains("zoo/broken.md");

        write("zoo/broken.md", "# Yaks\n\nYaks are fine again.\n");
        Knowledge.awaitState("zoo/broken.md", "indexed");
    }

    @Test
    void whatIsNotTextIsRefusedAndOtherFormatsAreSkipped() throws IOException {
        Files.write(Files.createDirectories(config.folder().resolve("bin")).resolve("photo.md"), new byte[] {1, 0, 2});
        Files.write(config.folder().resolve("bin/latin.md"), "gr\u00f6\u00dfe".getBytes(StandardCharsets.ISO_8859_1));
        write("bin/manual.pdf", "%PDF");

        Knowledge.awaitState("bin/photo.md", "failed");
        Knowledge.awaitState("bin/latin.md", "failed");
        assertThat(Knowledge.field("bin/latin.md", "error")).contains("not UTF-8");
        given().queryParam("state", "failed").get("/api/v1/documents").then().statusCode(200);
    }

    @Test
    void filesOfTwoHundredMegabytesAreRefusedWithTheLimit() throws IOException {
        for (String name : List.of("bin/huge.md", "bin/huge.pdf")) {
            Path file = write(name, "");
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(200_000_000);
            }

            Knowledge.awaitState(name, "failed");

            assertThat(Knowledge.field(name, "error")).contains("200000000 bytes", "at most");
            Files.delete(file);
        }
    }

    @Test
    void aFileThatComesAndGoesWhileItIsReadEndsAsItIsLeft() throws IOException {
        for (int i = 0; i < 200; i++) {
            Path file = write("zoo/flicker" + i % 2 + ".md", "# Bats\n\nBats flicker " + i + " times.\n");
            Files.delete(file);
        }
        write("zoo/flicker0.md", "# Bats\n\nBats have come to rest.\n");

        Knowledge.awaitFound("bats have come to rest", "zoo/flicker0.md", Knowledge.PROMISED);
        assertThat(Knowledge.found("bats flicker")).doesNotContain("zoo/flicker1.md");
    }

    @Test
    void theSameContentAgainIsNeitherEmbeddedNorWrittenToTheIndex() throws IOException {
        Path file =
                write("zoo/quokka.md", "# Quokkas\n\nQuokkas smile.\n\n## At night\n\nQuokkas graze in the dark.\n");
        Knowledge.awaitState("zoo/quokka.md", "indexed");
        List<Integer> writes = Knowledge.writes("zoo/quokka.md");
        assertThat(writes).hasSize(2);

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        Files.write(file, Files.readAllBytes(file));
        Files.move(Files.move(file, file.resolveSibling("quokka.md.tmp")), file);
        folders.refresh();
        // What settles after it: when it is findable, what was done before has been looked at.
        write("zoo/wombat.md", "# Wombats\n\nWombats dig at dusk.\n");
        Knowledge.awaitState("zoo/wombat.md", "indexed");
        Knowledge.awaitIdle();

        assertThat(Knowledge.writes("zoo/quokka.md")).isEqualTo(writes);
        assertThat(Wire.read(EventType.DOCUMENT_INDEXED, "zoo/quokka.md")).hasSize(1);
    }

    @Test
    void theSameTextElsewhereIsNeitherEmbeddedNorShownAgain() throws IOException {
        String text = "# Puffins\n\nPuffins carry ten fish at once.\n";
        write("zoo/puffins.md", text);
        Knowledge.awaitState("zoo/puffins.md", "indexed");

        write("zoo/copy/puffins.md", text);
        Knowledge.awaitState("zoo/copy/puffins.md", "indexed");
        JsonPath both = Knowledge.search("puffins carry ten fish at once").jsonPath();
        assertThat(both.getList("results.text").stream()
                        .filter(found -> String.valueOf(found).contains("ten fish")))
                .hasSize(1);
        assertThat(List.of(both.getString("results[0].documentId"), both.getString("results[0].alsoIn[0]")))
                .containsExactlyInAnyOrder("zoo/puffins.md", "zoo/copy/puffins.md");
        Files.delete(config.folder().resolve("zoo/puffins.md"));

        await().atMost(Knowledge.SOON)
                .untilAsserted(() -> assertThat(Wire.read(EventType.DOCUMENT_INDEXED, "zoo/copy/puffins.md"))
                        .extracting(event -> event.data().path("embedded").asInt())
                        .containsExactly(0));
        Knowledge.awaitFound("puffins carry fish", "zoo/copy/puffins.md", Knowledge.PROMISED);
    }

    @Test
    void hiddenAndBackupFilesAreNoDocuments() throws IOException {
        write(".secret.md", "# Badger\n\nbadger secret hideout\n");
        write("draft.md~", "# Badger\n\nbadger backup hideout\n");
        write("badger.md", "# Badger\n\nbadger public hideout\n");

        Knowledge.awaitFound("badger hideout", "badger.md", Knowledge.PROMISED);
        assertThat(Knowledge.found("badger hideout")).doesNotContain(".secret.md", "draft.md~");
    }

    private Path write(String path, String content) throws IOException {
        Path file = config.folder().resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
