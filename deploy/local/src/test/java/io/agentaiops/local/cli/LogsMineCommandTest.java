package io.agentaiops.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsMineCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyLineGetsItsClusterAndTemplateAndNothingNeedsToRun() throws IOException {
        Path log = folder.resolve("ssh.log");
        Files.writeString(log, """
                Dec 10 06:55:46 LabSZ sshd[24200]: Invalid user webmaster from 173.234.31.186
                Dec 10 07:07:38 LabSZ sshd[24206]: Connection closed by 173.234.31.186 [preauth]
                Dec 10 07:08:28 LabSZ sshd[24208]: Invalid user "pg" from 5.36.59.76
                """);

        assertThat(mine(log, "--csv")).isZero();

        assertThat(out.toString()).isEqualTo("""
                line,cluster,template
                1,0,"Invalid user <*> from <*>"
                2,1,"Connection closed by <*> [preauth]"
                3,0,"Invalid user <*> from <*>"
                """);
    }

    @Test
    void summaryCountsTheLinesOfEachTemplate() throws IOException {
        Path log = folder.resolve("app.log");
        Files.write(log, "retry 1\nretry 2\nit \u0000 said \"no\"\n\u00ff".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(mine(log)).isZero();

        assertThat(out.toString()).contains("2      ").contains("retry <*>").contains("4 lines, 3 templates");
    }

    @Test
    void missingFileIsSaidSo() {
        assertThat(mine(folder.resolve("none.log"))).isEqualTo(1);
        assertThat(err.toString()).contains("there is no file");
    }

    private int mine(Path file, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "logs";
        arguments[1] = "mine";
        arguments[2] = file.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Aiops.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
