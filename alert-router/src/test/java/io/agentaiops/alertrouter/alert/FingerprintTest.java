package io.agentaiops.alertrouter.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    /** The numbers that Prometheus' own tests expect of the same labels. */
    @Test
    void isTheNumberThatPrometheusComputes() {
        assertThat(Labels.of(Map.of()).fingerprint().value()).isEqualTo(Long.toHexString(0xcbf29ce484222325L));
        assertThat(Labels.of(Map.of("name", "garland, briggs", "fear", "love is not enough"))
                        .fingerprint()
                        .value())
                .isEqualTo(String.format("%016x", 5799056148416392346L));
    }

    @Property
    void orderOfLabelsDoesNotMatter(
            @ForAll @Size(max = 8)
                    Map<@AlphaChars @StringLength(min = 1, max = 8) String, @StringLength(min = 1, max = 8) String>
                            labels,
            @ForAll long seed) {
        Map<String, String> clean = new LinkedHashMap<>();
        labels.forEach((name, value) -> clean.put(name, value.replace("\0", "0")));
        List<Map.Entry<String, String>> entries = new ArrayList<>(clean.entrySet());
        Collections.shuffle(entries, new Random(seed));
        Map<String, String> shuffled = new LinkedHashMap<>();
        entries.forEach(entry -> shuffled.put(entry.getKey(), entry.getValue()));

        assertThat(Labels.of(shuffled).fingerprint()).isEqualTo(Labels.of(clean).fingerprint());
    }

    @Test
    void emptyLabelIsNoLabel() {
        assertThat(Labels.of(Map.of("a", "1", "b", "")).fingerprint())
                .isEqualTo(Labels.of(Map.of("a", "1")).fingerprint());
    }

    @Test
    void labelNameWithControlCharacterIsRefused() {
        assertThatThrownBy(() -> Labels.of(Map.of("a\nb", "1"))).isInstanceOf(IllegalArgumentException.class);
    }
}
