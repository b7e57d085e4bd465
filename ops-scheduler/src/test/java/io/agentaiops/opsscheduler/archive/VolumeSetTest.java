package io.agentaiops.opsscheduler.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeSetTest {

    @TempDir
    Path folder;

    private Path backup = Path.of("");
    private Path tape = Path.of("");

    @BeforeEach
    void makeBackup() throws IOException {
        backup = Files.createDirectories(folder.resolve("weekly-1"));
        tape = folder.resolve("tape");
        Random random = new Random(5);
        for (int i = 0; i < 5; i++) {
            byte[] bytes = new byte[i * 1000];
            random.nextBytes(bytes);
            Path file = backup.resolve("database/s" + i + "/t ü.copy");
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 999, 1000, 1001, 10_000, 1_000_000})
    void volumesOfAnySizeMakeTheSameFolder(long size) throws IOException {
        Path target = folder.resolve("back");
        int volumes = VolumeSet.write(backup, tape, size);
        assertThat(volumes).isEqualTo((int) ((10_000 + size - 1) / size));

        Path back = VolumeSet.read(tape.resolve("weekly-1.index"), target);

        for (int i = 0; i < 5; i++) {
            String name = "database/s" + i + "/t ü.copy";
            assertThat(back.resolve(name)).hasSameBinaryContentAs(backup.resolve(name));
        }
    }

    @Test
    void missingAndDamagedVolumesAreNamed() throws IOException {
        VolumeSet.write(backup, tape, 3000);
        Path index = tape.resolve("weekly-1.index");
        byte[] bytes = Files.readAllBytes(tape.resolve("weekly-1.002"));
        byte[] changed = Arrays.copyOf(bytes, bytes.length);
        changed[17] ^= 4;
        Files.write(tape.resolve("weekly-1.002"), changed);
        assertThatThrownBy(() -> VolumeSet.read(index, folder.resolve("b")))
                .hasMessageContaining("weekly-1.002 is damaged");

        Files.delete(tape.resolve("weekly-1.002"));
        assertThatThrownBy(() -> VolumeSet.read(index, folder.resolve("b")))
                .hasMessageContaining("weekly-1.002 is missing");
        assertThat(folder.resolve("b/weekly-1")).doesNotExist();
    }

    @Test
    void setIsWholeOnlyWithAnIndexAndEveryVolumeAsItWas() throws IOException {
        VolumeSet.write(backup, tape, 3000);
        Path index = tape.resolve("weekly-1.index");
        assertThat(VolumeSet.isWhole(index)).isTrue();

        Files.write(tape.resolve("weekly-1.003"), new byte[3000]);
        assertThat(VolumeSet.isWhole(index)).isFalse();
        assertThat(VolumeSet.isWhole(tape.resolve("weekly-2.index"))).isFalse();
    }

    @Test
    void setThatIsThereIsNotOverwritten() throws IOException {
        VolumeSet.write(backup, tape, 3000);

        assertThatThrownBy(() -> VolumeSet.write(backup, tape, 3000)).hasMessageContaining("already");
    }
}
