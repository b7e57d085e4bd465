package io.agentaiops.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedLogTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void onlyWhatIsAddedIsRead() throws Exception {
        Path file = Files.writeString(folder.resolve("a.log"), "old\n");
        FollowedLog log = new FollowedLog(file);
        Files.writeString(file, "new\n", StandardOpenOption.APPEND);

        assertThat(log.more()).containsExactly("new");
        assertThat(log.more()).isEmpty();
    }

    @Test
    void fileThatWasCutIsReadFromItsBeginning() throws Exception {
        Path file = Files.writeString(folder.resolve("a.log"), "old and long\n");
        FollowedLog log = new FollowedLog(file);
        Files.writeString(file, "anew\n");

        assertThat(log.more()).containsExactly("anew");
    }

    @Test
    void tailIsTheEndOfALongFile() throws Exception {
        Path file = Files.writeString(folder.resolve("long.log"), "line\n".repeat(10_000) + "last but one\n\nlast\n");

        assertThat(LogTail.of(file, 2)).containsExactly("last but one", "last");
        assertThat(LogTail.of(folder.resolve("none.log"))).isEmpty();
    }

    @Test
    void tailOfAServiceThatFailedIsWhyAndNotTheCacheThatItsJvmWrites() throws Exception {
        Path file = Files.writeString(folder.resolve("failed.log"), """
                Failed to start application: no such setting
                \tat io.quarkus.runtime.Application.start(Application.java:101)
                Temporary AOTConfiguration recorded: /cds/service.aot.config
                Launching child process /usr/bin/java to assemble AOT cache /cds/service.aot using configuration /c
                Picked up JAVA_TOOL_OPTIONS: -Djava.class.path=%s
                Reading AOTConfiguration /cds/service.aot.config and writing AOTCache /cds/service.aot
                AOTCache creation is complete: /cds/service.aot 52944896 bytes
                Removed temporary AOT configuration file /cds/service.aot.config
                """.formatted("/lib/a.jar:".repeat(2_500)));

        assertThat(LogTail.of(file))
                .containsExactly(
                        "Failed to start application: no such setting",
                        "\tat io.quarkus.runtime.Application.start(Application.java:101)");
    }
}
