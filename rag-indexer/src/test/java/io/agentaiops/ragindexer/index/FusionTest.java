package io.agentaiops.ragindexer.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class FusionTest {

    @Property
    void cosineIsWhatTheWordsLeaveOfTheScore(
            @ForAll @DoubleRange(min = 0, max = 200) double bm25,
            @ForAll @DoubleRange(min = 0.01, max = 1) double cosine) {
        float asOpenSearchSaysIt = (float) Fusion.score(bm25, cosine);

        assertThat(Fusion.cosine(asOpenSearchSaysIt, bm25)).isNotNull().isCloseTo(cosine, within(1e-5));
    }

    @Property
    void wordsAloneHaveNoCosine(@ForAll @DoubleRange(min = 0, max = 200) double bm25) {
        assertThat(Fusion.cosine((float) Fusion.score(bm25, 0), bm25)).isNull();
    }

    @Property
    void scoreStaysBetweenNothingAndOne(
            @ForAll @DoubleRange(min = 0, max = 1e6) double bm25,
            @ForAll @DoubleRange(min = -1, max = 1) double cosine) {
        assertThat(Fusion.score(bm25, cosine)).isBetween(0.0, 1.0);
    }

    @Test
    void scriptsSayTheSameAsTheScore() {
        assertThat(Fusion.WORDS_SCRIPT).isEqualTo("0.4 * _score / (_score + 12.0)");
        assertThat(Fusion.MEANING_SCRIPT).isEqualTo("0.6 * Math.max(0.0, 2 * _score - 1)");
        assertThat(Fusion.score(12, 1)).isEqualTo(0.8, within(1e-12));
    }
}
