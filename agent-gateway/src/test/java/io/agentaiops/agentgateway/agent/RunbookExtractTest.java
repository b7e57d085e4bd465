package io.agentaiops.agentgateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.knowledge.Retrieval;
import io.agentaiops.agentgateway.procedure.Procedure;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.run.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An answer from the runbooks says nothing that is not in a source, whatever the sources say. */
class RunbookExtractTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    /** The words that say what is what; a title, a heading, a command and a verdict are filled in from the sources. */
    private static final Pattern OWN = Pattern.compile("\\*\\*No model took part.*|The document says \\[\\d+]"
            + "|### (?:What was looked at|Changes that wait for an approver|Steps that were not executed|Also looked at"
            + "|Also worth reading)|`{3,}(?:text)?|… \\d+ more lines: see step \\d+|## Disk|\\*\\*(?:Causes|Look|Cut)\\*\\* \\[\\d+]"
            + "|- \\*\\*(?:Cut|Tell)\\*\\* \\[\\d+]: `[^`]+`(?:, part of the procedure `\\./aiops run` executes)?"
            + "|- Backups, Where \\[\\d+]|`df -h`: looks fine");

    private static final Procedure PROCEDURE = new Procedure(
            "disk",
            "Disk",
            "disk.md",
            List.of(
                    new Procedure.Step("look", "Look", "df -h", null, Map.of(), 1000, false, "10-14", "See it."),
                    new Procedure.Step("cut", "Cut", "vacuum", null, Map.of(), 1000, true, "20-24", ""),
                    new Procedure.Step("tell", "Tell", null, "notify.send", Map.of(), 1000, false, "30-34", "")));

    @Property(tries = 300)
    void everyLineStandsInAPassageOrInAnOutput(@ForAll("prose") String text, @ForAll("prose") String output) {
        Passage main = passage("disk.md", "Disk", "Causes", text);
        Passage other = passage("backup.md", "Backups", "Where", "never shown");
        Step looked = Step.asked("c1", 1, null, "terminal", Map.of("command", "df -h"), NOW, NOW)
                .ended(new Step.Result(
                        StepState.SUCCEEDED, output, false, 0, null, new Step.Verdict(true, ""), "s", 1L, NOW));
        AgentNotes.Plan plan =
                new AgentNotes.Plan(PROCEDURE, "emergency", null, List.of(new AgentNotes.StepCall("look", "c1")));

        String answer = Objects.requireNonNull(RunbookAnswer.compose(
                        new Relevance(0.3),
                        "**No model took part in this answer** (as asked for)",
                        new Retrieval(List.of(main, other), true, null),
                        plan,
                        List.of(looked))
                .markdown());

        assertThat(answer.lines().map(String::strip).filter(line -> !line.isEmpty()))
                .allMatch(line -> OWN.matcher(line).matches()
                        || Stream.of(text, output, "See it.").anyMatch(source -> source.contains(cut(line))));
    }

    /** A shortened text ends in a mark that is not part of it. */
    private static String cut(String line) {
        return line.endsWith(" …") ? line.substring(0, line.length() - 2).strip() : line;
    }

    @Provide
    Arbitrary<String> prose() {
        Arbitrary<String> words = Arbitraries.of(
                "disk", "93 %", "full.", "`df`", "journal,", "[7]", "- item", "Then", "ü", "\n", "\n\n", "a b");
        return words.list().ofMinSize(1).ofMaxSize(400).map(list -> String.join(" ", list));
    }

    private static Passage passage(String id, String title, String heading, String text) {
        return new Passage(id, null, title, "emergency", heading, "1-2", text, 0.9, 0.9, true);
    }
}
