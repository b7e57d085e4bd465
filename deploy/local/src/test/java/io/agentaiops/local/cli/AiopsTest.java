package io.agentaiops.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AiopsTest {

    /** Far from every stack that may run on this machine. */
    private static final String OFFSET = "--offset=31000";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyCommandHasHelp() {
        for (CommandLine command : Aiops.commandLine().getSubcommands().values()) {
            if (!command.getCommandName().equals("help")) {
                assertThat(aiops(command.getCommandName(), "--help"))
                        .as(command.getCommandName())
                        .isZero();
                assertThat(out.toString()).contains("Usage: aiops " + command.getCommandName());
            }
        }
    }

    @Test
    void unknownCommandIsWrongUsage() {
        assertThat(aiops("nonsense")).isEqualTo(2);
    }

    @Test
    void askWithoutAQuestionIsWrongUsage() {
        assertThat(aiops("ask")).isEqualTo(2);
        assertThat(err.toString()).contains("QUESTION");
    }

    @Test
    void askWhileNothingRunsSaysHowToStart() {
        assertThat(aiops("ask", OFFSET, "is", "it", "up?")).isEqualTo(3);
        assertThat(err.toString()).contains("./aiops up");
    }

    @Test
    void statusWhileNothingRunsIsNotZero() {
        assertThat(aiops("status", OFFSET)).isEqualTo(3);
        assertThat(out.toString()).contains("agent-gateway").contains("stopped");
    }

    @Test
    void statusForMachinesIsJson() throws Exception {
        aiops("status", OFFSET, "--json");

        assertThat(new com.fasterxml.jackson.databind.ObjectMapper()
                        .readTree(out.toString())
                        .path("complete")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void downWhileNothingRunsIsFine() {
        assertThat(aiops("down", OFFSET)).isZero();
        assertThat(out.toString()).contains("Nothing runs.");
    }

    @Test
    void replayOfAnUnknownTopicNamesTheTopics() {
        assertThat(aiops("events", "replay", "aiops.nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no topic aiops.nonsense").contains("aiops.tool-calls");
    }

    @Test
    void knowledgeSaysWhatCanBeDoneAndAFileThatIsNotThereIsNotUploaded() {
        assertThat(aiops("knowledge")).isEqualTo(2);
        assertThat(err.toString()).contains("status, rebuild, rollback or upload");
        assertThat(aiops("knowledge", "upload", OFFSET, "no/such/file.md")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no file no/such/file.md");
    }

    @Test
    void logsOfAnUnknownComponentAreRefused() {
        assertThat(aiops("logs", OFFSET, "nonsense")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no log of nonsense");
    }

    @Test
    void replicasThatCannotBeAreRefusedInOneLine() {
        Map<String, String> refused = Map.of(
                "web=2", "there is no service 'web'; there are: agent-gateway, tool-runner",
                "tool-runner=many", "'many' is not a number of replicas of tool-runner",
                "tool-runner=-1", "'-1' is not a number of replicas of tool-runner",
                "tool-runner=0", "./aiops down tool-runner stops it",
                "tool-runner=10", "9 is the most",
                "tool-runner=2,tool-runner=3", "tool-runner is named twice",
                "tool-runner", "'tool-runner' is not SERVICE=COUNT");
        refused.forEach((asked, reason) -> {
            assertThat(aiops("up", OFFSET, "--no-build", "--replicas", asked))
                    .as(asked)
                    .isEqualTo(2);
            assertThat(err.toString()).contains("--replicas: ").contains(reason);
        });
    }

    @Test
    void restartOfAnUnknownServiceNamesThoseThatThereAre() {
        assertThat(aiops("restart", OFFSET, "kafka")).isEqualTo(1);
        assertThat(err.toString()).contains("no service or replica kafka").contains("tool-runner");
    }

    @Test
    void offsetOutOfRangeIsRefused() {
        assertThat(aiops("status", "--offset=-3")).isEqualTo(1);
        assertThat(err.toString()).contains("the offset must lie between");
    }

    private int aiops(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Aiops.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
