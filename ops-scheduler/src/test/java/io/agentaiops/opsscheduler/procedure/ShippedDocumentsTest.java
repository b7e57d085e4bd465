package io.agentaiops.opsscheduler.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ShippedDocumentsTest {

    @Test
    void everyDocumentOfTheRepositoryLoads() {
        Path root = Path.of(Objects.requireNonNull(System.getProperty("aiops.root.dir"), "aiops.root.dir"));

        Procedures procedures =
                ProcedureCatalogTest.catalog(root.resolve("documents")).current();

        assertThat(procedures.refused()).isEmpty();
        assertThat(procedures.find("daily-health-check")).hasValueSatisfying(procedure -> {
            assertThat(procedure.steps()).hasSizeGreaterThanOrEqualTo(6);
            assertThat(Objects.requireNonNull(procedure.schedule()).expression())
                    .isEqualTo("0 9 * * *");
        });
    }
}
