package io.agentaiops.agentgateway.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ConversationCipherTest {

    private static final String FIRST = key((byte) 1);
    private static final String SECOND = key((byte) 2);

    private final ConversationCipher cipher = new ConversationCipher(ConversationKeys.parse(List.of(FIRST)));

    @Property
    void whatIsSealedOpensAgain(@ForAll String text) {
        assertThat(cipher.open(cipher.seal(text, "run-1"), "run-1")).isEqualTo(text);
    }

    @Test
    void theSameTextIsNeverSealedTheSameWay() {
        assertThat(cipher.seal("text", "c")).isNotEqualTo(cipher.seal("text", "c"));
    }

    @Test
    void aRowMovedToAnotherContextDoesNotOpen() {
        byte[] sealed = cipher.seal("text", "run-1");

        assertThatThrownBy(() -> cipher.open(sealed, "run-2")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aChangedByteIsNoticed() {
        byte[] sealed = cipher.seal("text", "run-1");
        sealed[sealed.length - 1] ^= 1;

        assertThatThrownBy(() -> cipher.open(sealed, "run-1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void afterARotationOldTextOpensAndNewTextNeedsTheNewKey() {
        byte[] old = cipher.seal("old", "c");
        ConversationCipher rotated = new ConversationCipher(ConversationKeys.parse(List.of(FIRST, "2:" + SECOND)));

        assertThat(rotated.open(old, "c")).isEqualTo("old");
        byte[] fresh = rotated.seal("new", "c");
        assertThatThrownBy(() -> cipher.open(fresh, "c")).hasMessageContaining("version 2");
    }

    @Test
    void aWrongKeyFileIsRefusedWithTheLineAndWithoutTheKey() {
        assertThatThrownBy(() -> ConversationKeys.parse(List.of("# comment", "dG9vIHNob3J0")))
                .hasMessageContaining("line 2")
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("dG9v");
        assertThatThrownBy(() -> ConversationKeys.parse(List.of("0:" + FIRST))).hasMessageContaining("1 to 127");
        assertThatThrownBy(() -> ConversationKeys.parse(List.of(FIRST, "1:" + SECOND)))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> ConversationKeys.parse(List.of(""))).hasMessageContaining("no key");
    }

    private static String key(byte filling) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, filling);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void textIsBroughtUnderANewKeyAndThenNoLongerNeedsTheOldOne() {
        byte[] old = cipher.seal("text", "run-1");
        ConversationCipher both = new ConversationCipher(ConversationKeys.parse(List.of(FIRST, "2:" + SECOND)));

        byte[] anew = both.reseal(old, "run-1");

        ConversationCipher newest = new ConversationCipher(ConversationKeys.parse(List.of("2:" + SECOND)));
        assertThat(newest.open(anew, "run-1")).isEqualTo("text");
        assertThat(both.reseal(anew, "run-1")).isSameAs(anew);
    }

    @Test
    void aKeyThatAnotherReplicaUsesAlreadyIsReadFromTheFile() {
        List<ConversationKeys> file = new ArrayList<>(List.of(ConversationKeys.parse(List.of(FIRST))));
        ConversationCipher behind = new ConversationCipher(() -> file.getLast());
        file.add(ConversationKeys.parse(List.of(FIRST, "2:" + SECOND)));
        byte[] sealed = new ConversationCipher(file.getLast()).seal("text", "run-1");

        assertThat(behind.open(sealed, "run-1")).isEqualTo("text");
        assertThat(behind.versions().current()).isEqualTo((byte) 2);
    }

    @Test
    void fingerprintsTellEqualTextsAndNothingElse() {
        assertThat(cipher.fingerprint("text", "a"))
                .isEqualTo(cipher.fingerprint("text", "a"))
                .isNotEqualTo(cipher.fingerprint("text", "b"))
                .isNotEqualTo(cipher.fingerprint("Text", "a"));
    }
}
