package io.agentaiops.agentgateway.agentmodel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RemainderTest {

    @Test
    void whatFollowsTheStreamedWordsIsLeft() {
        assertThat(Remainder.of(" The disk is full [1].", "The disk is full [1].\n\n**Sources**"))
                .contains("\n\n**Sources**");
    }

    @Test
    void aReferenceThatWasTakenOutMakesNoDifference() {
        assertThat(Remainder.of("Full [1], sure [9].", "Full [1], sure.\n\nnote"))
                .contains("\n\nnote");
    }

    @Test
    void aReferenceAtTheEndIsNotSaidTwice() {
        assertThat(Remainder.of("Full [1]", "Full [1]\n\nnote")).contains("note");
    }

    @Test
    void anotherAnswerIsNoRemainder() {
        assertThat(Remainder.of("The disk", "No model took part")).isEmpty();
        assertThat(Remainder.of("longer than the answer", "longer")).isEmpty();
    }

    @Test
    void nothingStreamedLeavesEverything() {
        assertThat(Remainder.of("", "All of it")).contains("All of it");
    }

    @Property
    void anAnswerThatWasStreamedWholeLeavesNothingButWhiteSpaceAndReferences(
            @ForAll @StringLength(max = 60) String answer) {
        assertThat(Remainder.of(answer, answer).orElseThrow().replaceAll("\\[\\d{1,3}]|\\s", ""))
                .isEmpty();
    }
}
