package io.agentaiops.ragindexer.search;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordingTest {

    @Property(tries = 300)
    void everyTextSaysTheSameAsItselfWhateverItsCaseAndMarks(@ForAll String text) {
        assertThat(Wording.of(text).isSameAs(Wording.of(text + " !"))).isTrue();
        assertThat(Wording.of("Ärger, 2 " + text).isSameAs(Wording.of("2 ärger " + text)))
                .isTrue();
    }

    @Test
    void oneWordOfTwentyMayDifferAndThreeMayNot() {
        assertThat(same(20, 1)).isTrue();
        assertThat(same(20, 3)).isFalse();
    }

    @Test
    void textsWithoutWordsAreTheSameAndDifferFromOthers() {
        assertThat(Wording.of("").isSameAs(Wording.of("--- !"))).isTrue();
        assertThat(Wording.of("").isSameAs(Wording.of("disk"))).isFalse();
    }

    private static boolean same(int words, int different) {
        StringBuilder one = new StringBuilder();
        StringBuilder other = new StringBuilder();
        for (int i = 0; i < words; i++) {
            one.append("word").append(i).append(' ');
            other.append(i < different ? "other" : "word").append(i).append(", ");
        }
        return Wording.of(one.toString()).isSameAs(Wording.of(other.toString()));
    }
}
