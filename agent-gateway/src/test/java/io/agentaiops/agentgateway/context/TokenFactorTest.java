package io.agentaiops.agentgateway.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TokenFactorTest {

    @Test
    void tooLowAGuessIsCorrectedAtOnceAndTooHighAOneSlowly() {
        TokenFactor low = TokenFactor.UNKNOWN.seen(1_000, 2_000);
        assertThat(low.value()).isEqualTo(2);

        TokenFactor high = low.seen(1_000, 1_500);
        assertThat(high.value()).isCloseTo(1.95, Offset.offset(0.001));
    }

    @Test
    void manyPromptsTellTheTruthInTheEnd() {
        TokenFactor factor = TokenFactor.UNKNOWN;
        for (int i = 0; i < 100; i++) {
            factor = factor.seen(2_000, 1_800);
        }
        assertThat(factor.value()).isCloseTo(0.9, Offset.offset(0.01));
    }

    @Test
    void aPromptThatOllamaCutOrHadInItsCacheTeachesNothing() {
        assertThat(TokenFactor.UNKNOWN.seen(1_000, 100)).isEqualTo(TokenFactor.UNKNOWN);
        assertThat(TokenFactor.UNKNOWN.seen(1_000, 0)).isEqualTo(TokenFactor.UNKNOWN);
        assertThat(TokenFactor.UNKNOWN.seen(10, 40)).as("too short").isEqualTo(TokenFactor.UNKNOWN);
    }

    @Test
    void anOverflowMakesTheNextGuessMoreCareful() {
        assertThat(TokenFactor.UNKNOWN.overflowed().value()).isGreaterThan(TokenFactor.UNKNOWN.value());
    }

    @Test
    void theWeightOfProseIsNearWhatTokenizersMakeOfIt() {
        // 44 characters, 10 tokens with the tokenizers of Llama 3 and GPT-4.
        assertThat(TokenWeight.of("The quick brown fox jumps over the lazy dog."))
                .isBetween(9.0, 14.0);
        assertThat(TokenWeight.of("")).isZero();
        assertThat(TokenWeight.of("磁盘已满")).isGreaterThan(3.9);
    }
}
