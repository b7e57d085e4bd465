package io.agentaiops.opsscheduler.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ProcedureParserPropertyTest {

    private final ProcedureParser parser = new ProcedureParser(ZoneOffset.UTC);

    @Property(tries = 1000)
    void anyTextIsAnswered(@ForAll String text) {
        assertThat(parser.parse("a.md", text)).isNotNull();
    }

    @Property(tries = 2000)
    void anyHeapOfPiecesIsAnsweredAndItsProblemsLieInTheDocument(@ForAll("heaps") List<String> pieces) {
        String document = String.join("\n", pieces);

        ParseOutcome outcome = parser.parse("a.md", document);

        if (outcome instanceof ParseOutcome.Refused(List<DocumentProblem> problems)) {
            int lines = document.split("\n", -1).length;
            assertThat(problems).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.line()).isBetween(1, lines);
                assertThat(problem.reason()).isNotBlank();
            });
        }
    }

    @Provide
    Arbitrary<List<String>> heaps() {
        return Arbitraries.of(
                        "---",
                        "id: a",
                        "id: [b, c]",
                        "title: T",
                        "kind: guide",
                        "schedule:",
                        "  cron: 0 9 * * *",
                        "  cron: '* * *'",
                        "tags: {a: b}",
                        "# One",
                        "## 1. Two",
                        "### !!!",
                        "```step",
                        "```",
                        "~~~step",
                        "> ```step",
                        "run: df -h",
                        "uses: agent.ask",
                        "with:",
                        "  question: 'x'",
                        "  question: [",
                        "expect: {max: {pattern: '(a', value: x}}",
                        "timeout: 99999999w",
                        "timeout: 1s",
                        "on-failure: maybe",
                        "approval: required",
                        "? {a: b} : c",
                        "&a [*a]",
                        "!!java.util.Date x",
                        "\t- x",
                        "")
                .list()
                .ofMaxSize(25);
    }
}
