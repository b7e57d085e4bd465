package io.agentaiops.toolrunner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class OutputCaptureTest {

    @Property
    void shortOutputIsKeptAndLongOutputKeepsItsEnds(@ForAll @AlphaChars @StringLength(max = 400) String printed) {
        OutputCapture capture = capture(100, printed);

        if (printed.length() <= 100) {
            assertThat(capture.text()).isEqualTo(printed);
            assertThat(capture.truncated()).isFalse();
        } else {
            assertThat(capture.text())
                    .startsWith(printed.substring(0, 75))
                    .endsWith(printed.substring(printed.length() - 25))
                    .contains("[... " + (printed.length() - 100) + " bytes left out ...]");
            assertThat(capture.truncated()).isTrue();
        }
    }

    @Test
    void characterOnTheSeamStaysWhole() {
        assertThat(capture(8, "12345äöü".substring(0, 6) + "z").text()).isEqualTo("12345äz");
    }

    @Test
    void nulIsReplaced() {
        assertThat(capture(100, "a\0b").text()).isEqualTo("a\uFFFDb");
    }

    private static OutputCapture capture(int limit, String printed) {
        OutputCapture capture = new OutputCapture(limit);
        capture.drain(new ByteArrayInputStream(printed.getBytes(StandardCharsets.UTF_8)));
        return capture;
    }
}
