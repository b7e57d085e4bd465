package io.agentaiops.opsscheduler.drift;

import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.opsscheduler.procedure.ProcedureCatalogs;
import io.agentaiops.opsscheduler.run.RunStarter;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.agentaiops.opsscheduler.testing.ProcedureRuns;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DocumentWatchIT {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final RunStarter starter;
    private final DriftLookStore looks;
    private final OtherServices others;
    private final Jdbi jdbi;

    private Path folder = Path.of("");
    private Instant now = NOON;

    DocumentWatchIT(RunStarter starter, DriftLookStore looks, OtherServices others, Jdbi jdbi) {
        this.starter = starter;
        this.looks = looks;
        this.others = others;
        this.jdbi = jdbi;
    }

    @BeforeEach
    void lookOnce() throws IOException {
        others.answerTool("drift-look", true);
        folder = Files.createTempDirectory("watched");
        jdbi.useHandle(handle -> handle.execute("truncate drift_look"));
        write("runbook-check", "drift-look");
        write("other", "df");
    }

    @Test
    void documentsThatChangedAreLookedAtOnceWhenNobodyHasWrittenForAMinute() throws IOException {
        int before = runs().size();
        lookFor(Duration.ofMinutes(5), watch());
        assertThat(runs()).as("the first documents are no change").hasSize(before);

        write("other", "df -h");
        now = NOON.plus(Duration.ofMinutes(20));
        DocumentWatch one = watch();
        DocumentWatch two = watch();
        lookFor(Duration.ofSeconds(50), one, two);
        assertThat(runs()).as("somebody may still write").hasSize(before);
        lookFor(Duration.ofMinutes(5), one, two);

        assertThat(runs()).hasSize(before + 1);
        ProcedureRuns.awaitEnd(runs().getFirst());
    }

    @Test
    void documentsThatChangeAllTheTimeAreLookedAtEveryTenMinutes() throws IOException {
        int before = runs().size();
        lookFor(Duration.ofMinutes(2), watch());
        for (int change = 0; change < 4; change++) {
            write("other", "df -h " + change);
            lookFor(Duration.ofMinutes(5), watch());
            runs().forEach(ProcedureRuns::awaitEnd);
        }

        assertThat(runs()).hasSize(before + 2);
    }

    private void lookFor(Duration time, DocumentWatch... watches) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            List.of(watches).forEach(DocumentWatch::look);
            now = now.plusSeconds(10);
        }
    }

    private DocumentWatch watch() {
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        return new DocumentWatch(ProcedureCatalogs.of(folder), starter, looks, new MachineConfig(folder, false), clock);
    }

    private static List<String> runs() {
        return viewer().get("/api/v1/operations?procedure=runbook-check")
                .jsonPath()
                .getList("items.runId");
    }

    private void write(String id, String command) throws IOException {
        Files.writeString(folder.resolve(id + ".md"), """
                ---
                id: %s
                title: Look
                ---
                ## 1. Look

                ```step
                run: %s
                ```
                """.formatted(id, command));
    }
}
