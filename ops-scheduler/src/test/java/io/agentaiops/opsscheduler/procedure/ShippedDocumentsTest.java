package io.agentaiops.opsscheduler.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippedDocumentsTest {

    private final Path documents =
            Path.of(Objects.requireNonNull(System.getProperty("aiops.root.dir"), "aiops.root.dir"), "documents");

    @Test
    void everyDocumentIsOnTheMap() throws IOException {
        String map = Files.readString(documents.resolve("README.md"));
        List<Path> shipped;
        try (Stream<Path> files = Files.walk(documents)) {
            shipped = files.filter(file -> file.toString().endsWith(".md"))
                    .map(documents::relativize)
                    .filter(file -> !file.startsWith("adr") && !file.toString().equals("README.md"))
                    .toList();
        }

        assertThat(shipped).isNotEmpty().allSatisfy(file -> assertThat(map).contains("](" + file + ")"));
    }

    @Test
    void everyDocumentOfTheRepositoryLoads() {
        Procedures procedures = ProcedureCatalogTest.catalog(documents).current();

        assertThat(procedures.refused()).isEmpty();
        assertThat(procedures.find("daily-health-check")).hasValueSatisfying(procedure -> {
            assertThat(procedure.steps()).hasSizeGreaterThanOrEqualTo(6);
            assertThat(Objects.requireNonNull(procedure.schedule()).expression())
                    .isEqualTo("0 9 * * *");
        });
    }

    /** Also when nothing answers, every step has its verdict in time. */
    @Test
    void dailyHealthCheckEndsWithinAMinute() {
        Procedure daily = ProcedureCatalogTest.catalog(documents)
                .current()
                .find("daily-health-check")
                .orElseThrow();

        assertThat(daily.window()).isEqualTo(Duration.ofMinutes(1));
        assertThat(daily.steps().stream().map(Step::timeout).reduce(Duration.ZERO, Duration::plus))
                .isLessThanOrEqualTo(Duration.ofMinutes(1));
    }
}
