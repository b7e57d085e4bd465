package io.agentaiops.opsscheduler.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.opsscheduler.procedure.DocumentProblem;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlParserTest {

    private static final ControlParser PARSER = new ControlParser(Map.of(
            "a.look", new Check("a.look", Set.of("within"), control -> Verdict.passed("", Map.of())),
            "b.look", new Check("b.look", Set.of(), control -> Verdict.passed("", Map.of()))));

    private static final String GOOD = """
            controls:
              one:
                title: One
                text: It holds.
                check: a.look
                with: {within: 2d}
                evidence: here
                owner: operations
                frequency: daily
              two:
                title: Two
                text: It holds, too.
                check: b.look
                evidence: there
                owner: security
                frequency: yearly
            """;

    @Test
    void soundControlsAreRead() {
        ControlParser.Parsed parsed = PARSER.parse(GOOD);

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.controls()).extracting(Control::id).containsExactly("one", "two");
        assertThat(parsed.controls().getFirst().with()).containsEntry("within", "2d");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    check: a.look     | check: c.look      | 5 | there is no check c.look; there are a.look, b.look
                    {within: 2d}      | {within: soon}     | 6 | within: a duration is
                    {within: 2d}      | {other: 1}         | 6 | wants with: {within} but got {other}
                    frequency: daily  | frequency: often   | 9 | continuous, daily, weekly, monthly, quarterly, yearly
                    owner: operations | colour: blue       | 8 | unknown key 'colour'
                    owner: operations | evidence: again    | 8 | key 'evidence' is given twice
                    '  one:'          | '  One!:'          | 2 | kebab-case
                    """)
    void wrongControlIsRefusedWithItsLineAndTheOtherGoesOn(String good, String wrong, int line, String reason) {
        ControlParser.Parsed parsed = PARSER.parse(GOOD.replaceFirst(java.util.regex.Pattern.quote(good), wrong));

        assertThat(parsed.problems()).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.reason()).contains(reason);
        });
        assertThat(parsed.controls()).extracting(Control::id).contains("two");
    }

    @Test
    void documentThatIsNoneIsToldSo() {
        assertThat(PARSER.parse("").problems())
                .extracting(DocumentProblem::reason)
                .containsExactly("is empty");
        assertThat(PARSER.parse("a: [").problems()).isNotEmpty();
        assertThat(PARSER.parse("controls: 7").problems())
                .extracting(DocumentProblem::reason)
                .containsExactly("controls must be a mapping of key: value");
    }

    @Property(tries = 300)
    void anythingIsReadOrRefused(@ForAll @StringLength(max = 200) String text) {
        ControlParser.Parsed parsed = PARSER.parse(text);

        assertThat(parsed.controls().isEmpty() && parsed.problems().isEmpty()).isFalse();
    }
}
