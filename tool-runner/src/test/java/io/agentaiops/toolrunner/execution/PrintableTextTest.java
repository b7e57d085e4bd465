package io.agentaiops.toolrunner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class PrintableTextTest {

    @Test
    void coloursGoAndTheWordsStay() {
        assertThat(PrintableText.of("\u001b[1;31mfailed\u001b[0m\t100%\r\n")).isEqualTo("failed\t100%\r\n");
    }

    @Test
    void sequenceThatWouldSteerATerminalSteersNone() {
        assertThat(PrintableText.of("a\u001b]0;title\u0007b\u009b2Jc\u0008"))
                .isEqualTo("a\uFFFD]0;title\uFFFDb\uFFFD2Jc\uFFFD");
    }

    @Test
    void textWithoutThemIsTheSame() {
        String text = "Größe 5\u00a0GiB, 日本\n\tsecond line";

        assertThat(PrintableText.of(text)).isSameAs(text);
    }

    @Property
    void nothingThatSteersIsLeft(
            @ForAll @Chars({'a', '[', '\u001b', ';', '3', 'm', '\u0007', '\n', '\u009b', ']', '\u0000'}) String text) {
        assertThat(PrintableText.of(text).chars()).allMatch(c -> c == '\n' || !Character.isISOControl(c));
    }
}
