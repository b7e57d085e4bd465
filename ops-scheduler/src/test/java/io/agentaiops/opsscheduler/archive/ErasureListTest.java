package io.agentaiops.opsscheduler.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureListTest {

    private static final BackupKey KEY = new BackupKey(new byte[32]);

    @TempDir
    Path folder;

    @Test
    void lineThatAKillCutOffSwallowsNoOther() throws IOException {
        ErasureList list = new ErasureList(folder);
        assertThat(list.add(List.of("{\"a\": 1}"))).isTrue();
        Files.writeString(folder.resolve(ErasureList.FILE), "{\"half", StandardOpenOption.APPEND);

        assertThat(list.add(List.of("{\"b\": 2}", "{\"a\": 1}"))).isTrue();
        assertThat(list.add(List.of("{\"b\": 2}"))).isFalse();

        assertThat(list.lines()).containsExactly("{\"a\": 1}", "{\"half", "{\"b\": 2}");
    }

    @Test
    void twoThatMeetKnowTheSameAndNobodyWithoutTheKeyReadsIt() throws IOException {
        Path tape = Files.createDirectory(folder.resolve("tape"));
        ErasureList here = new ErasureList(folder.resolve("here"));
        ErasureList there = new ErasureList(folder.resolve("there"));
        here.add(List.of("ada", "bob"));
        there.add(List.of("cleo"));

        here.meet(tape, KEY);
        there.meet(tape, KEY);
        here.meet(tape, KEY);

        assertThat(here.lines()).containsExactly("ada", "bob", "cleo");
        assertThat(there.lines()).containsExactlyInAnyOrder("ada", "bob", "cleo");
        byte[] sealed = Files.readAllBytes(tape.resolve(ErasureList.sealedName(KEY)));
        BackupKey other =
                new BackupKey("another key, of thirty-two bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ErasureList.open(sealed, other)).isInstanceOf(IOException.class);
    }

    @Test
    void noListIsNobody() throws IOException {
        assertThat(new ErasureList(folder.resolve("empty")).learn(folder, KEY)).isEmpty();
        assertThat(new ErasureList(folder.resolve("empty")).lines()).isEmpty();
    }
}
