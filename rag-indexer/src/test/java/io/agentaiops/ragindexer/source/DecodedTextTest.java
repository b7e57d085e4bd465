package io.agentaiops.ragindexer.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DecodedTextTest {

    @Test
    void utf8IsRead() {
        assertThat(DecodedText.of("größer \uD83D\uDE00".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new DecodedText.Text("größer \uD83D\uDE00"));
    }

    @Test
    void wrongBytesAreRefusedWithTheirLine() {
        byte[] latin1 = "first\nsecond\ngr\u00f6\u00dfer".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(DecodedText.of(latin1))
                .isEqualTo(new DecodedText.Unreadable(3, "not UTF-8 text: wrong byte at offset 15"));
    }

    @Test
    void cutOffCharacterIsRefused() {
        assertThat(DecodedText.of(new byte[] {'a', (byte) 0xC3})).isInstanceOf(DecodedText.Unreadable.class);
    }

    @Test
    void binaryContentIsRefused() {
        assertThat(DecodedText.of(new byte[] {'P', 'K', 0, 1})).isInstanceOf(DecodedText.Unreadable.class);
    }

    @Test
    void halfCharactersAreFound() {
        assertThat(DecodedText.problemIn("a\uD83D b")).isPresent();
        assertThat(DecodedText.problemIn("a\uD83D\uDE00 b")).isEmpty();
    }
}
