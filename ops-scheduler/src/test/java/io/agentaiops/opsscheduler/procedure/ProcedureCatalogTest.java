package io.agentaiops.opsscheduler.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcedureCatalogTest {

    @TempDir
    Path folder;

    @Test
    void wrongDocumentIsRefusedAndTheOthersGoOn() throws IOException {
        write("good.md", document("good", "run: df -h"));
        write("deep/bad.md", document("bad", "run: df -h\nuses: x"));

        Procedures procedures = catalog(folder).current();

        assertThat(procedures.all()).extracting(Procedure::id).containsExactly("good");
        assertThat(procedures.refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.path()).isEqualTo("deep/bad.md");
            assertThat(refusal.line()).isEqualTo(8);
        });
    }

    @Test
    void changesAreSeen() throws IOException {
        write("a.md", document("a", "run: df -h"));
        ProcedureCatalog catalog = catalog(folder);
        write("a.md", document("a2", "run: df -i"));
        write("b.md", document("b", "run: df -h"));
        catalog.scan();
        assertThat(catalog.current().all()).extracting(Procedure::id).containsExactly("a2", "b");

        Files.delete(folder.resolve("a.md"));
        catalog.scan();

        assertThat(catalog.current().all()).extracting(Procedure::id).containsExactly("b");
    }

    @Test
    void documentThatWasRepairedIsRunnableAgain() throws IOException {
        write("a.md", document("a", "run:"));
        ProcedureCatalog catalog = catalog(folder);
        assertThat(catalog.current().refused()).isNotEmpty();
        write("a.md", document("a", "run: df -h"));

        catalog.scan();

        assertThat(catalog.current().refused()).isEmpty();
        assertThat(catalog.current().find("a")).isPresent();
    }

    @Test
    void secondDocumentWithAnIdIsRefusedAtTheIdsLine() throws IOException {
        write("a.md", document("same", "run: df -h"));
        write("b.md", document("same", "run: df -i"));

        Procedures procedures = catalog(folder).current();

        assertThat(procedures.find("same"))
                .hasValueSatisfying(kept -> assertThat(kept.path()).isEqualTo("a.md"));
        assertThat(procedures.refused()).containsExactly(new Refusal("b.md", 2, "id 'same' is already used by a.md"));
    }

    @Test
    void fileThatIsNotTextIsRefused() throws IOException {
        Files.write(folder.resolve("a.md"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(catalog(folder).current().refused()).containsExactly(new Refusal("a.md", 1, "is not UTF-8 text"));
    }

    @Test
    void missingFolderIsAnEmptyCatalog() {
        assertThat(catalog(folder.resolve("none")).current().all()).isEmpty();
    }

    static ProcedureCatalog catalog(Path folder) {
        return new ProcedureCatalog(new ProceduresConfig() {
            @Override
            public Path folder() {
                return folder;
            }

            @Override
            public Duration scanEvery() {
                return Duration.ofSeconds(2);
            }
        });
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Instant before = Files.exists(file) ? Files.getLastModifiedTime(file).toInstant() : Instant.EPOCH;
        Files.writeString(file, text);
        // Two writes within the file system's resolution of time look like one.
        Files.setLastModifiedTime(file, FileTime.from(before.plusSeconds(10)));
    }

    private static String document(String id, String step) {
        return "---\nid: " + id + "\ntitle: T\n---\n## 1. First\n\n```step\n" + step + "\n```\n";
    }
}
