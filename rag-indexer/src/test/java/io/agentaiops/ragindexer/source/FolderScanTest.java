package io.agentaiops.ragindexer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderScanTest {

    private final FolderRules rules = FolderRules.ofFirst(List.of("adr/**"), List.of());

    @TempDir
    Path outside;

    @TempDir
    Path root;

    @Test
    void documentsAreFoundAtAnyDepth() throws IOException {
        write("a.md");
        write("b/c/d.txt");
        write("adr/0001.md");
        write("b/manual.bin");

        FolderScan scan = FolderScan.of(root, root, rules);

        assertThat(scan.files()).containsExactlyInAnyOrder(Path.of("a.md"), Path.of("b/c/d.txt"));
        assertThat(scan.skipped()).containsOnlyKeys("b/manual.bin");
        assertThat(scan.folders()).containsExactlyInAnyOrder(root, root.resolve("b"), root.resolve("b/c"));
    }

    @Test
    void linksInsideAreFollowedAndLoopsEnd() throws IOException {
        write("..data/a.md");
        Files.createSymbolicLink(root.resolve("a.md"), Path.of("..data/a.md"));
        Files.createDirectories(root.resolve("b"));
        Files.createSymbolicLink(root.resolve("b/loop"), root);

        FolderScan scan = FolderScan.of(root, root, rules);

        assertThat(scan.files()).containsExactly(Path.of("a.md"));
        assertThat(scan.skipped()).containsEntry("b/loop", "a link to a folder that it lies in");
    }

    @Test
    void fileThatMayNotBeReadIsNamedAndNotForgotten() throws IOException {
        write("locked.md");
        Path locked = root.resolve("locked.md");
        Files.setPosixFilePermissions(locked, Set.of());
        assumeFalse(Files.isReadable(locked), "whoever runs this may read everything");

        FolderScan scan = FolderScan.of(root, root, rules);

        assertThat(scan.files()).containsExactly(Path.of("locked.md"));
        assertThat(scan.skipped()).containsEntry("locked.md", "this service may not read it");
    }

    @Test
    void linksToTheOutsideDrawNothingIn() throws IOException {
        Path secret = Files.writeString(outside.resolve("secret.md"), "secret");
        Files.createSymbolicLink(root.resolve("stolen.md"), secret);
        Files.createSymbolicLink(root.resolve("stolen"), outside);

        FolderScan scan = FolderScan.of(root, root, rules);

        assertThat(scan.files()).isEmpty();
        assertThat(scan.skipped()).containsKey("stolen.md");
    }

    private void write(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "text");
    }
}
