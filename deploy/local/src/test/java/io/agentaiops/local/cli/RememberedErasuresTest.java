package io.agentaiops.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedErasuresTest {

    @TempDir
    Path folder;

    @Test
    void thoseErasedAfterTheSnapshotOrAnHourBeforeGoAgain() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), "{\"snapshotAt\": \"2027-01-31T01:00:00Z\"}");
        Files.writeString(folder.resolve("erasures.jsonl"), """
                {"principal":"ada","erasedAt":"2027-01-30T01:00:00Z"}
                {"principal":"eve","erasedAt":"2027-01-30T23:59:59Z"}
                {"principal":"cleo","erasedAt":"2027-01-31T00:30:00Z"}
                {"principal":"bob","erasedAt":"2027-01-31T01:00:01Z"}
                {"principal":"dora","era
                {"principal":"bob","erasedAt":"2027-02-01T00:00:00Z"}
                """);

        assertThat(new RememberedErasures(folder).since(folder)).containsExactly("cleo", "bob");
    }

    @Test
    void noListIsNobody() {
        assertThat(new RememberedErasures(folder).since(folder)).isEmpty();
    }
}
