package io.agentaiops.eventbus.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventbus.Redactor;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScanProperties {

    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(new byte[32]);

    /** Real lines in any order, cut anywhere, with the signs between them that mean something to the rules. */
    @Provide
    Arbitrary<String> mixtures() {
        List<String> lines = LabelledLines.read("labelled.txt").stream()
                .map(LabelledLines.Line::text)
                .toList();
        Arbitrary<String> piece = Arbitraries.of(lines)
                .flatMap(
                        line -> Arbitraries.integers().between(0, line.length()).map(from -> line.substring(from)));
        Arbitrary<String> sign =
                Arbitraries.of("", " ", ":", "=", "@", "-", "--", "$", "+", "(", "\"", "\n", "://", "[");
        return piece.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .flatMap(pieces -> sign.map(between -> String.join(between, pieces)));
    }

    @Property(tries = 3000)
    void findingsAreInOrderAndDoNotTouchEachOther(@ForAll("mixtures") String text) {
        int end = 0;
        for (Finding finding : Redactor.find(text)) {
            assertThat(finding.start()).isGreaterThanOrEqualTo(end);
            assertThat(finding.end()).isGreaterThan(finding.start()).isLessThanOrEqualTo(text.length());
            end = finding.end();
        }
    }

    @Property(tries = 3000)
    void whatWasHiddenIsNotHiddenAgain(@ForAll("mixtures") String text) {
        String once = Redactor.redact(text, PSEUDONYMS::standIn);

        assertThat(Redactor.find(once))
                .allSatisfy(finding -> assertThat(once.substring(finding.start(), finding.end()))
                        .doesNotContain("[email", "[phone", "[card]", "[api-key]", "[iban", "[jwt]"));
    }

    @Property(tries = 1000)
    void anyTextCanBeRead(@ForAll String text) {
        assertThat(Redactor.redact(text)).isNotNull();
    }
}
