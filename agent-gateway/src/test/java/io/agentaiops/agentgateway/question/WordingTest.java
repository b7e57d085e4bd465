package io.agentaiops.agentgateway.question;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordingTest {

    @Test
    void caseSpacesAndTheLastSignsDoNotCount() {
        assertThat(Wording.of("  How do I\trestart  Ollama?! ").normal())
                .isEqualTo(Wording.of("how do I restart ollama").normal());
    }

    @Test
    void numbersNamesDenialsAndDirectionsMustAgree() {
        assertThat(agree("restart web-1", "restart web-2")).isFalse();
        assertThat(agree("is /var full", "is /home full")).isFalse();
        assertThat(agree("which commands are allowed", "which commands are not allowed"))
                .isFalse();
        assertThat(agree("how do I start it", "how do I stop it")).isFalse();
        assertThat(agree("how do I start it", "how can I boot it")).isTrue();
        assertThat(agree("what does api.example.org do", "what does www.example.org do"))
                .isFalse();
    }

    @Property
    void everyQuestionAgreesWithItselfAndAgreementGoesBothWays(@ForAll String one, @ForAll String other) {
        assertThat(agree(one, one)).isTrue();
        assertThat(agree(one, other)).isEqualTo(agree(other, one));
    }

    private static boolean agree(String one, String other) {
        return Wording.of(one).agreesWith(Wording.of(other));
    }
}
