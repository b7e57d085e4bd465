package io.agentaiops.eventbus.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventbus.redaction.LabelledLines.Agreement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two further sets were written by people who had not seen the rules; ADR 0050 has what they first found. */
class LabelledLinesTest {

    @ParameterizedTest
    @CsvSource({"labelled.txt, 600, 0.98, 0.98", "mixed-shop.txt, 300, 0.98, 0.98", "many-tongues.txt, 300, 0.98, 0.98"
    })
    void rulesAgreeWithPeople(String resource, int least, double precision, double recall) {
        var lines = LabelledLines.read(resource);
        Agreement agreement = LabelledLines.judge(lines);

        assertThat(lines).hasSizeGreaterThanOrEqualTo(least);
        assertThat(agreement.precision())
                .as("precision; %s", agreement.differing())
                .isGreaterThanOrEqualTo(precision);
        assertThat(agreement.recall()).as("recall; %s", agreement.differing()).isGreaterThanOrEqualTo(recall);
    }
}
