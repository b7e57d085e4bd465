package io.agentaiops.alertrouter.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.Matcher.Operator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MatcherParserTest {

    @Test
    void readsWhatAlertmanagerWrites() {
        assertThat(MatcherParser.parse("{alertname=\"X\", severity=~\"warning|critical\",team!=a,\"né\"!~'x'}"))
                .extracting(Matcher::name, Matcher::operator, Matcher::value)
                .containsExactly(
                        tuple("alertname", Operator.EQUAL, "X"),
                        tuple("severity", Operator.REGEX, "warning|critical"),
                        tuple("team", Operator.NOT_EQUAL, "a"),
                        tuple("né", Operator.NOT_REGEX, "'x'"));
    }

    @Test
    void backslashOfAnUnknownEscapeStays() {
        assertThat(MatcherParser.parseOne("mount=~\"/d\\d+\"").value()).isEqualTo("/d\\d+");
    }

    @Test
    void wrongTextIsRefusedWithItsColumn() {
        for (String wrong : List.of("", "a", "a=\"b", "=b", "{a=b", "a=b c=\"d\"", "a=~\"(\"", "a==b\"", "{a=b}x")) {
            assertThatThrownBy(() -> MatcherParser.parse(wrong), wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("in:");
        }
    }

    @Property
    void printedMatcherReadsBackTheSame(@ForAll("matchers") Matcher matcher) {
        assertThat(MatcherParser.parse(matcher.toString())).containsExactly(matcher);
        assertThat(MatcherParser.parse(new Matchers(List.of(matcher)).toString()))
                .containsExactly(matcher);
    }

    @Property
    void anythingElseIsReadOrRefusedAndNothingWorse(@ForAll String text) {
        try {
            assertThat(MatcherParser.parse(text)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Property
    void negationIsTheOpposite(@ForAll("values") String value, @ForAll("values") String actual) {
        Labels labels = Labels.of(Map.of("a", actual));

        assertThat(new Matcher("a", Operator.NOT_EQUAL, value).matches(labels))
                .isNotEqualTo(new Matcher("a", Operator.EQUAL, value).matches(labels));
    }

    @Test
    void regularExpressionMatchesTheWholeValue() {
        Matcher matcher = MatcherParser.parseOne("a=~\"b|c\"");

        assertThat(matcher.matches(Labels.of(Map.of("a", "c")))).isTrue();
        assertThat(matcher.matches(Labels.of(Map.of("a", "cc")))).isFalse();
        assertThat(matcher.matches(Labels.of(Map.of("x", "c")))).isFalse();
    }

    @Test
    void missingLabelCountsAsEmpty() {
        assertThat(MatcherParser.parseOne("a=\"\"").matches(Labels.of(Map.of("b", "1"))))
                .isTrue();
        assertThat(MatcherParser.parseOne("a!=\"x\"").matchesEmpty()).isTrue();
    }

    @Provide
    Arbitrary<Matcher> matchers() {
        return Combinators.combine(
                        Arbitraries.strings()
                                .withChars("abz_09é \"\\,{}=~!")
                                .ofMinLength(1)
                                .ofMaxLength(6),
                        Arbitraries.of(Operator.EQUAL, Operator.NOT_EQUAL),
                        values())
                .filter((name, operator, value) -> !name.isBlank())
                .as(Matcher::new);
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.strings().withChars("abz 09é\"\\,{}=~!\n").ofMaxLength(10);
    }
}
