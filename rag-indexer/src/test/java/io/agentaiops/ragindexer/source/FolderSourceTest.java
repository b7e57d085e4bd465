package io.agentaiops.ragindexer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

    private FolderSource source = new FolderSource(config(Path.of(".")), told, Clock.systemUTC());

    @BeforeEach
    void look() {
        source = new FolderSource(config(root), told, Clock.systemUTC());
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
    void aFolderThatIsSuddenlyEmptyDeletesNothingAtFirst() throws IOException {
        Files.writeString(root.resolve("a.md"), "a");
        Files.writeString(root.resolve("b.md"), "b");
        source.reconcile(null, false);
        Files.delete(root.resolve("a.md"));
        Files.delete(root.resolve("b.md"));

        source.reconcile(null, false);
        assertThat(told.hashes).hasSize(2);

        source.reconcile(null, false);
        assertThat(told.hashes).isEmpty();
    }

    private static SourceConfig config(Path folder) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(SourceConfig.class)
                .withDefaultValue("aiops.source.folder", folder.toString())
                .build()
                .getConfigMapping(SourceConfig.class);
    }

    /** What the folder told. */
    private static final class Told implements DocumentChanges {
        private final Map<String, String> hashes = new HashMap<>();
        private int upserts;

        @Override
        public void upserted(SourceDocument document) {
            upserts++;
            hashes.put(document.documentId(), document.hash());
        }

        @Override
        public void refused(Refusal refusal) {
            hashes.put(refusal.documentId(), refusal.hash());
        }

        @Override
        public void deleted(String documentId, Instant at) {
            hashes.remove(documentId);
        }

        @Override
        public Map<String, String> folderDocuments() {
            return Map.copyOf(hashes);
        }
    }
}
