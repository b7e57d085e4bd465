package io.agentaiops.toolrunner.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobExpansionTest {

    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String name : new String[] {"a.log", "b.log", ".hidden.log", "c*.log", "x[1].log"}) {
            Files.createFile(folder.resolve(name));
        }
        Files.createFile(Files.createDirectory(folder.resolve("sub")).resolve("d.log"));
    }

    @Test
    void patternMatchesAsInAShell() {
        assertThat(GlobExpansion.expand(folder + "/*.log"))
                .containsExactly(folder + "/a.log", folder + "/b.log", folder + "/c*.log", folder + "/x[1].log");
        assertThat(GlobExpansion.expand(folder + "/?.log")).containsExactly(folder + "/a.log", folder + "/b.log");
        assertThat(GlobExpansion.expand(folder + "/[bc].log")).containsExactly(folder + "/b.log");
        assertThat(GlobExpansion.expand(folder + "/*/d.*")).containsExactly(folder + "/sub/d.log");
        assertThat(GlobExpansion.expand(folder + "/.*.log")).containsExactly(folder + "/.hidden.log");
        assertThat(GlobExpansion.expand(folder + "/c\\*.lo?")).containsExactly(folder + "/c*.log");
        assertThat(GlobExpansion.expand(folder + "/nothing*")).isEmpty();
        assertThat(GlobExpansion.expand(folder + "/../*")).isEmpty();
    }

    @Test
    void folderThatIsNotForEverybodyIsNotLookedInto() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));

        assertThat(GlobExpansion.expand(folder + "/*.log")).isEmpty();
    }

    @Test
    void moreThanAnybodyMeantIsRefused() throws IOException {
        for (int i = 0; i <= GlobExpansion.LIMIT; i++) {
            Files.createFile(folder.resolve("many" + i));
        }

        assertThatThrownBy(() -> GlobExpansion.expand(folder + "/many*")).hasMessageContaining("more than 256");
    }
}
