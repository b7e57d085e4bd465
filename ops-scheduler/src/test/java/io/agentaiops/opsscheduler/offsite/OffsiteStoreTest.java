package io.agentaiops.opsscheduler.offsite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentaiops.opsscheduler.archive.Tier;
import io.agentaiops.opsscheduler.testing.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffsiteStoreTest {

    private static final int PIECE = 5 << 20;

    private final S3Server s3 = S3Server.shared();

    @TempDir
    private Path folder;

    @Test
    void largeFileGoesInPiecesAndComesBackAsItWas() throws IOException {
        byte[] large = new byte[2 * PIECE + 12_345];
        new Random(7).nextBytes(large);
        Path backup = backup("weekly-20270131-050000", large);
        try (OffsiteStore store = new OffsiteStore(s3.bucket(), PIECE)) {
            int before = s3.puts();

            assertThat(store.upload(backup, Tier.WEEKLY, false)).isEqualTo(large.length + 2);
            assertThat(s3.puts() - before).as("three pieces and the manifest").isEqualTo(4);
            assertThat(store.upload(backup, Tier.WEEKLY, false))
                    .as("sent again")
                    .isZero();

            OffsiteStore.Copy copy = new OffsiteStore.Copy("weekly-20270131-050000", Tier.WEEKLY);
            assertThat(store.list()).contains(copy);
            Path back = store.download(copy, folder.resolve("back"));
            assertThat(back.resolve("database/large")).hasBinaryContent(large);
            assertThat(back.resolve("manifest.json")).hasContent("{}");
            assertThatThrownBy(() -> store.download(copy, folder.resolve("back")))
                    .hasMessageContaining("already");

            store.delete(copy);
            assertThat(store.list()).doesNotContain(copy);
        }
    }

    @Test
    void wrongBucketIsToldInWords() throws IOException {
        Path backup = backup("daily-20270131-010000", new byte[10]);
        Bucket other = new Bucket("no-such", s3.bucket().endpoint(), "us-east-1", "", "somebody", "secret");
        try (OffsiteStore store = new OffsiteStore(other)) {
            assertThatThrownBy(() -> store.upload(backup, Tier.DAILY, false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no-such");
        }
        assertThatThrownBy(() -> Bucket.of(Map.of())).hasMessageContaining("AIOPS_S3_BUCKET");
        assertThat(s3.bucket().toString()).doesNotContain("secret");
    }

    private Path backup(String id, byte[] content) throws IOException {
        Path backup = Files.createDirectories(folder.resolve(id));
        Files.createDirectories(backup.resolve("database"));
        Files.write(backup.resolve("database/large"), content);
        Files.writeString(backup.resolve("manifest.json"), "{}");
        return backup;
    }
}
