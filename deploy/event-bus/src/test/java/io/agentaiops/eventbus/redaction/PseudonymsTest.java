package io.agentaiops.eventbus.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentaiops.eventbus.Redactor;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PseudonymsTest {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Pseudonyms pseudonyms = new Pseudonyms(KEY);

    @Test
    void onePersonHasOnePseudonymInEverySpelling() {
        String first = Redactor.redact("login of Ada@Example.org", pseudonyms::standIn);
        String second = Redactor.redact("mail to <ada@example.org>", pseudonyms::standIn);

        assertThat(first).startsWith("login of [email:p").doesNotContain("Ada");
        assertThat(second).contains(first.substring("login of ".length()));
        assertThat(pseudonyms.standIn("phone", "+49 (0)30 1234567"))
                .isEqualTo(pseudonyms.standIn("phone", "+49301234567"));
    }

    @Test
    void secretsHaveNoPseudonym() {
        assertThat(Redactor.redact("password=hunter2", pseudonyms::standIn)).isEqualTo("password=[credential]");
    }

    @Property(tries = 300)
    void theKeyTurnsAPseudonymBack(
            @ForAll @AlphaChars @Chars({' ', 'ß', 'é', '€', ','}) @StringLength(min = 1, max = 120) String value) {
        assertThat(pseudonyms.reveal(pseudonyms.standIn("address", value))).contains(value);
    }

    @Test
    void anotherKeyRevealsNothing() {
        String pseudonym = pseudonyms.standIn("email", "ada@example.org");

        assertThat(pseudonyms.reveal(pseudonym)).contains("ada@example.org");
        assertThat(new Pseudonyms(new byte[32]).reveal(pseudonym)).isEmpty();
        assertThat(new Pseudonyms(new byte[32]).standIn("email", "ada@example.org"))
                .isNotEqualTo(pseudonym);
    }

    @Test
    void aChangedPseudonymRevealsNothing() {
        String pseudonym = pseudonyms.standIn("email", "ada@example.org");
        char[] changed = pseudonym.toCharArray();
        changed[20] = changed[20] == 'a' ? 'b' : 'a';

        assertThat(pseudonyms.reveal(new String(changed))).isEmpty();
        assertThat(pseudonyms.reveal(pseudonym.replace("email", "phone"))).isEmpty();
        assertThat(pseudonyms.reveal("[email:paaaaaaaaaaaaaaaaaaaaaaaaa]")).isEmpty();
        assertThat(pseudonyms.reveal("nonsense")).isEmpty();
    }

    @Test
    void aKeyOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new Pseudonyms(new byte[16]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16 bytes");
    }
}
