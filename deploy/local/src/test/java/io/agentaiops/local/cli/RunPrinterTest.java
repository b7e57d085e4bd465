package io.agentaiops.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.agentaiops.local.gateway.ServerEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RunPrinterTest {

    private static final String DONE = """
            {"id": "r1", "sessionId": "s1", "state": "succeeded", "mode": "runbook", "answer": "Look at df.",
             "citations": [{"number": 1, "documentId": "emergency/disk.md", "title": "Disk", "heading": "Check",
                            "lines": "4-9", "score": 0.9}]}
            """;

    private final StringWriter out = new StringWriter();
    private final RunPrinter printer = new RunPrinter(new Terminal(new PrintWriter(out, true)), false);

    @Test
    void stepIsShownWithItsCommandExitCodeTimeAndOutput() {
        show("step", """
                {"callId": "c1", "tool": "terminal", "arguments": {"command": "df -h"}, "state": "succeeded",
                 "exitCode": 0, "durationMs": 35, "output": "Filesystem  Size\\n/dev/vda 252G"}
                """);

        assertThat(out.toString())
                .contains("* terminal: df -h  [succeeded, exit code 0, 35 ms]")
                .contains("    /dev/vda 252G");
    }

    @Test
    void stepThatIsNotDoneIsNotShown() {
        show("step", """
                {"callId": "c1", "tool": "terminal", "arguments": {"command": "df -h"}, "state": "requested"}
                """);

        assertThat(out.toString()).isEmpty();
    }

    @Test
    void answerNamesItsSourcesAndThatNoModelTookPart() {
        show("done", DONE);

        assertThat(out.toString())
                .contains("Look at df.")
                .contains("[1] Disk, Check, lines 4-9 (emergency/disk.md)")
                .contains("No model took part");
        assertThat(printer.exitCode()).isZero();
    }

    @Test
    void streamedTokensAreNotRepeatedAtTheEnd() {
        show("token", "{\"text\": \"Look at \"}");
        show("token", "{\"text\": \"df.\"}");
        show("done", DONE.replace("runbook", "model"));

        assertThat(out.toString()).containsOnlyOnce("Look at df.");
    }

    @Test
    void failedRunIsNotZero() {
        show("done", DONE.replace("succeeded", "failed"));

        assertThat(printer.exitCode()).isEqualTo(1);
    }

    @Test
    void streamThatBreaksOffIsNotZero() {
        show("token", "{\"text\": \"Look\"}");

        assertThat(printer.exitCode()).isEqualTo(1);
    }

    private void show(String name, String data) {
        try {
            printer.show(new ServerEvent(name, new JsonMapper().readTree(data)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
