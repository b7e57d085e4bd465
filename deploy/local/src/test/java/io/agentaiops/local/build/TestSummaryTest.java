package io.agentaiops.local.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSummaryTest {

    private static final String REPORT = """
            Test set: io.agentaiops.SomeTest
            -------------------------------------------------------------------------------
            Tests run: 5, Failures: 1, Errors: 2, Skipped: 1, Time elapsed: 1.2 s -- in io.agentaiops.SomeTest
            """;

    @TempDir
    private Path root = Path.of("");

    @Test
    void reportsOfThisRunAreAddedUpAndEarlierOnesAreNot() throws Exception {
        Instant begin = Instant.parse("2026-01-02T00:00:00Z");
        report("tool-runner/target/surefire-reports/a.txt", begin.plusSeconds(1));
        report("deploy/event-bus/target/surefire-reports/b.txt", begin.plusSeconds(2));
        report("tool-runner/target/surefire-reports/old.txt", begin.minusSeconds(1));

        assertThat(TestSummary.since(root, begin).line())
                .isEqualTo("Tests run: 10, Failures: 2, Errors: 4, Skipped: 2");
    }

    private void report(String path, Instant time) throws Exception {
        Path file = root.resolve(path);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, REPORT);
        Files.setLastModifiedTime(file, FileTime.from(time));
    }
}
