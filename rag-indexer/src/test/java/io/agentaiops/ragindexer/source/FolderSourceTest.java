package io.agentaiops.ragindexer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {

    private static final int FILES = 10_000;

    private final Told told = new Told();

    @TempDir
    Path root;

    @TempDir
    Path wikiRoot;

    private FolderSource source = sources(Map.of("aiops.source.folder", ".")).getFirst();

    @BeforeEach
    void look() {
        source = sources(Map.of("aiops.source.folder", root.toString())).getFirst();
    }

    @Test
    void tenThousandFilesArePassedOnOneByOneAndNotReadTwice() throws IOException {
        for (int i = 0; i < FILES; i++) {
            Files.writeString(root.resolve(i + ".md"), "Ticket " + i);
        }
        long start = System.nanoTime();

        FolderStatus found = source.reconcile(null, false);

        assertThat(found.files()).isEqualTo(FILES);
        assertThat(told.hashes).hasSize(FILES);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        int upserts = told.upserts;
        source.reconcile(null, false);
        assertThat(told.upserts).isEqualTo(upserts);
    }

    @Test
    void aFileThatIsGoneWhenItIsReadIsNoDocument() throws IOException {
        Path file = Files.writeString(root.resolve("flicker.md"), "Bats");
        source.reconcile(null, false);
        source.touch(List.of(file));
        Files.delete(file);

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            source.settle();
            assertThat(told.hashes).isEmpty();
        });
    }

    @Test
    void aFileThatWasRenamedIsThereUnderItsNewNameBeforeItIsGoneUnderTheOld() throws IOException {
        write(root, "old.md");
        source.reconcile(null, false);
        Path renamed = Files.move(root.resolve("old.md"), root.resolve("new.md"));
        source.touch(List.of(root.resolve("old.md"), renamed));

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            source.settle();
            assertThat(told.order).containsExactly("old.md", "new.md", "old.md deleted");
        });
    }

    @Test
    void aFolderThatIsSuddenlyEmptyDeletesNothingUntilSomebodySaysThatItIsMeant() throws IOException {
        Files.writeString(root.resolve("a.md"), "a");
        Files.writeString(root.resolve("b.md"), "b");
        source.reconcile(null, false);
        Files.delete(root.resolve("a.md"));
        Files.delete(root.resolve("b.md"));

        source.reconcile(null, false);
        FolderStatus found = source.reconcile(null, true);
        assertThat(told.hashes).hasSize(2);
        assertThat(found.missing()).isEqualTo(2);
        assertThat(found.problem()).contains("it is empty");

        assertThat(source.meantEmpty().problem()).isNull();
        assertThat(told.hashes).isEmpty();
    }

    @Test
    void aFolderThatIsThereAgainIsAsItWas() throws IOException {
        write(root, "a.md");
        write(root, "b.md");
        source.reconcile(null, false);
        Files.delete(root.resolve("a.md"));
        Files.delete(root.resolve("b.md"));
        source.reconcile(null, false);
        write(root, "a.md");

        FolderStatus found = source.reconcile(null, false);

        assertThat(found.missing()).isZero();
        assertThat(told.hashes).containsOnlyKeys("a.md");
    }

    @Test
    void aFileThatGoesWhileTheFolderIsComparedIsGoneAndTheComparisonGoesOn() throws IOException {
        write(root, "a.md");
        write(root, "b.md");
        write(root, "c.md");
        source.reconcile(null, false);
        write(root, "c.md", "another text");
        told.whenAsked = () -> root.resolve("b.md").toFile().delete();

        source.reconcile(null, false);

        assertThat(told.hashes).containsOnlyKeys("a.md", "c.md");
        assertThat(told.upserts).isEqualTo(4);
    }

    @Test
    void documentsOfAFurtherFolderBearItsNameAndEachFolderForgetsItsOwnOnly() throws IOException {
        write(root, "disk.md");
        write(wikiRoot, "disk.md");
        List<FolderSource> both = both();

        for (FolderSource one : both) {
            one.reconcile(null, false);
        }
        assertThat(told.hashes).containsOnlyKeys("disk.md", "wiki/disk.md");
        assertThat(both.get(1).status().name()).isEqualTo("wiki");

        Files.delete(root.resolve("disk.md"));
        for (FolderSource one : both) {
            one.reconcile(null, false);
        }
        assertThat(told.hashes).containsOnlyKeys("wiki/disk.md");
    }

    @Test
    void aFileOfTheFirstFolderComesBeforeOneOfAnotherFolderWithTheSameId() throws IOException {
        Files.createDirectories(root.resolve("wiki"));
        Path own = Files.writeString(root.resolve("wiki/disk.md"), "of the first folder");
        Files.writeString(wikiRoot.resolve("disk.md"), "of the wiki");
        List<FolderSource> both = both();

        both.get(1).reconcile(null, false);
        assertThat(told.hashes).isEmpty();
        assertThat(both.get(1).status().skipped())
                .containsEntry("wiki/disk.md", "a file of the first folder has the same id");
        both.getFirst().reconcile(null, false);
        both.get(1).reconcile(null, false);
        assertThat(told.hashes).containsOnlyKeys("wiki/disk.md");
        String ofTheFirst = told.hashes.get("wiki/disk.md");

        Files.delete(own);
        both.getFirst().touch(List.of(own));
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            both.getFirst().settle();
            assertThat(told.hashes).isEmpty();
        });
        both.get(1).reconcile(null, false);
        assertThat(told.hashes.get("wiki/disk.md")).isNotNull().isNotEqualTo(ofTheFirst);
    }

    @Test
    void theDocumentsOfAFolderThatIsConfiguredNoMoreAreForgotten() throws IOException {
        write(wikiRoot, "disk.md");
        both().get(1).reconcile(null, false);

        source.reconcile(null, false);

        assertThat(told.hashes).isEmpty();
    }

    @Test
    void aFolderThatCannotBeReadDeletesNothing() throws IOException {
        write(wikiRoot, "disk.md");
        FolderSource wiki = both().get(1);
        wiki.reconcile(null, false);
        Files.delete(wikiRoot.resolve("disk.md"));
        Files.delete(wikiRoot);

        assertThatThrownBy(() -> wiki.reconcile(null, false)).isInstanceOf(IOException.class);

        assertThat(told.hashes).containsOnlyKeys("wiki/disk.md");
    }

    @Test
    void ofManyFilesThatAreSkippedTheFirstAreListedAndAllCounted() throws IOException {
        for (int i = 100; i < 350; i++) {
            write(root, "photo" + i + ".png");
        }

        FolderStatus found = source.reconcile(null, false);

        assertThat(found.skippedFiles()).isEqualTo(250);
        assertThat(found.skipped()).hasSize(100).containsKeys("photo100.png", "photo199.png");
    }

    @Test
    void aPathThatIsTooLongForAnIdIsSkippedWithTheReason() throws IOException {
        String folder = "f".repeat(200);
        Files.createDirectories(root.resolve(folder).resolve(folder));
        write(root, folder + "/" + folder + "/a.md");

        FolderStatus found = source.reconcile(null, false);

        assertThat(told.hashes).isEmpty();
        assertThat(found.skipped()).containsValue("its path has more than 400 characters");
    }

    @Test
    void furtherFoldersAreNamedByTheEnvironmentAndBadNamesAreRefused() {
        assertThat(sources(Map.of("AIOPS_SOURCE_FOLDERS_WIKI", wikiRoot.toString())))
                .extracting(one -> one.status().name())
                .containsExactly(null, "wiki");
        assertThatThrownBy(() -> sources(Map.of("aiops.source.folders.\"a/b\"", "/x")))
                .hasMessageContaining("aiops.source.folders.a/b");
    }

    private List<FolderSource> both() {
        return sources(
                Map.of("aiops.source.folder", root.toString(), "aiops.source.folders.wiki", wikiRoot.toString()));
    }

    private static void write(Path folder, String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private static void write(Path folder, String name) throws IOException {
        Files.writeString(folder.resolve(name), "text of " + folder.resolve(name));
    }

    private List<FolderSource> sources(Map<String, String> settings) {
        SourceConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(SourceConfig.class)
                .withSources(new EnvConfigSource(settings, 300))
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(SourceConfig.class);
        return FolderSource.of(config, told, Clock.systemUTC());
    }

    /** What the folder told. */
    private static final class Told implements DocumentChanges {
        private final Map<String, String> hashes = new HashMap<>();
        private final List<String> order = new ArrayList<>();
        private int upserts;
        private Runnable whenAsked = () -> {};

        @Override
        public void upserted(SourceDocument document) {
            upserts++;
            order.add(document.documentId());
            hashes.put(document.documentId(), document.hash());
        }

        @Override
        public void refused(Refusal refusal) {
            hashes.put(refusal.documentId(), refusal.hash());
        }

        @Override
        public void deleted(String documentId, Instant at) {
            order.add(documentId + " deleted");
            hashes.remove(documentId);
        }

        @Override
        public Map<String, String> folderDocuments() {
            whenAsked.run();
            return Map.copyOf(hashes);
        }
    }
}
