package io.agentaiops.ragindexer.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.ragindexer.extraction.Extraction.Failed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractionProcessTest {

    @TempDir
    Path folder;

    @Test
    void readerThatHangsIsKilledAndTheFileHasFailed() throws IOException {
        try (ExtractionProcess process = ExtractionProcess.start(List.of("/usr/bin/sleep", "600"), folder)) {
            Extraction extraction = process.read(new byte[] {1}, "manual.pdf", Duration.ofSeconds(1));

            assertThat(extraction).isEqualTo(new Failed("reading it took longer than 1 s"));
            assertThat(ProcessHandle.of(process.pid()).filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void readerThatDiesOfAFileSaysSo() throws IOException {
        try (ExtractionProcess process = ExtractionProcess.start(List.of("/bin/sh", "-c", "read x; exit 3"), folder)) {
            Extraction extraction = process.read(
                    "\n".getBytes(java.nio.charset.StandardCharsets.UTF_8), "a\n.pdf", Duration.ofSeconds(20));

            assertThat(extraction).isEqualTo(new Failed("reading it needs more memory than is allowed"));
        }
    }

    @Test
    void packagedServiceGivesItsJarsToTheReader() {
        assertThat(ExtractionCommand.classPath("/opt/app/quarkus-run.jar"))
                .isEqualTo("/opt/app/app/*:/opt/app/lib/main/*:/opt/app/lib/boot/*");
        assertThat(ExtractionCommand.classPath("a.jar:b.jar")).isEqualTo("a.jar:b.jar");
    }
}
