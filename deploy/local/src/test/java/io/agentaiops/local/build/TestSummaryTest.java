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
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="io.agentaiops.SomeTest" tests="2" errors="2" skipped="1" failures="1">
              <testcase name="holds" classname="io.agentaiops.SomeTest" time="0.1"/>
              <testcase name="wrong" time="0.1"><failure type="x">expected 1</failure></testcase>
              <testcase name="breaks" time="0.1"><error type="x"/></testcase>
              <testcase name="breaksToo" time="0.1"><error type="x"/><system-out>ok</system-out></testcase>
              <testcase name="left out" time="0"><skipped/></testcase>
            </testsuite>
            """;

    @TempDir
    private Path root = Path.of("");

    @Test
    void reportsOfThisRunAreAddedUpAndEarlierOnesAreNot() throws Exception {
        Instant begin = Instant.parse("2026-01-02T00:00:00Z");
        report("tool-runner/target/surefire-reports/TEST-a.xml", begin.plusSeconds(1));
        report("deploy/event-bus/target/surefire-reports/TEST-b.xml", begin.plusSeconds(2));
        report("tool-runner/target/surefire-reports/TEST-old.xml", begin.minusSeconds(1));

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
