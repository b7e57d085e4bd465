package io.agentaiops.local.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleStampsTest {

    private static final List<String> BOTH = List.of("tool-runner", "alert-router");
    private static final Instant BUILT = Instant.parse("2026-01-02T00:00:00Z");
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant AFTER = Instant.parse("2026-01-03T00:00:00Z");

    @TempDir
    private Path root = Path.of("");

    @BeforeEach
    void layOut() throws IOException {
        write("pom.xml", "parent", BEFORE);
        write("deploy/event-bus/src/main/java/Bus.java", "bus", BEFORE);
        for (String service : BOTH) {
            write(service + "/pom.xml", service, BEFORE);
            write(service + "/src/main/java/Main.java", "main", BEFORE);
        }
    }

    @Test
    void whatWasNeverBuiltIsStale() {
        assertThat(stale()).isEqualTo(BOTH);
    }

    @Test
    void whatWasBuiltAndRecordedIsFresh() throws IOException {
        buildBoth(BUILT);

        assertThat(stale()).isEmpty();
    }

    @Test
    void changeInOneServiceMakesOnlyThatOneStale() throws IOException {
        buildBoth(BUILT);
        write("tool-runner/src/main/java/Main.java", "changed", AFTER);

        assertThat(stale()).containsExactly("tool-runner");
    }

    @Test
    void changeInASharedJarMakesAllStale() throws IOException {
        buildBoth(BUILT);
        write("deploy/event-bus/src/main/java/Bus.java", "changed", AFTER);

        assertThat(stale()).isEqualTo(BOTH);
    }

    @Test
    void changeThatIsTakenBackIsNone() throws IOException {
        buildBoth(BUILT);
        write("tool-runner/src/main/java/Main.java", "main", AFTER);

        assertThat(stale()).isEmpty();
    }

    @Test
    void deletedSourceMakesStale() throws IOException {
        write("tool-runner/src/main/java/Old.java", "old", BEFORE);
        buildBoth(BUILT);
        Files.delete(root.resolve("tool-runner/src/main/java/Old.java"));

        assertThat(stale()).containsExactly("tool-runner");
    }

    @Test
    void buildByOtherHandsIsStale() throws IOException {
        buildBoth(BUILT);
        touchJar("tool-runner", AFTER);

        assertThat(stale()).containsExactly("tool-runner");
    }

    private List<String> stale() {
        return new ModuleStamps(root).stale(BOTH);
    }

    private void buildBoth(Instant time) throws IOException {
        for (String service : BOTH) {
            write(service + "/target/quarkus-app/quarkus-run.jar", "jar", time);
            new ModuleStamps(root).record(service);
        }
    }

    private void touchJar(String service, Instant time) throws IOException {
        Files.setLastModifiedTime(root.resolve(service + "/target/quarkus-app/quarkus-run.jar"), FileTime.from(time));
    }

    private void write(String path, String text, Instant time) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(time));
    }
}
