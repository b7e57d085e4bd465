package io.agentaiops.agentgateway.toolcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CallKeyTest {

    @Test
    void theWayNumbersAndTextsAreWrittenDoesNotMatter() {
        assertThat(CallKey.of("t", Map.of("n", 10, "s", " df -h ")))
                .isEqualTo(CallKey.of("t", Map.of("s", "df -h", "n", new BigDecimal("1.0E1"))));
        assertThat(CallKey.of("t", Map.of("n", 0.0))).isEqualTo(CallKey.of("t", Map.of("n", -0L)));
    }

    @Test
    void anotherToolAnotherValueAndAnotherTypeAreOtherCalls() {
        CallKey key = CallKey.of("t", Map.of("n", 1));

        assertThat(CallKey.of("u", Map.of("n", 1))).isNotEqualTo(key);
        assertThat(CallKey.of("t", Map.of("n", 2))).isNotEqualTo(key);
        assertThat(CallKey.of("t", Map.of("n", "1"))).isNotEqualTo(key);
        assertThat(CallKey.of("t", Map.of("n", List.of(1)))).isNotEqualTo(key);
        assertThat(CallKey.of("t", Map.of("a", "x\",\"b\":\"y")))
                .isNotEqualTo(CallKey.of("t", Map.of("a", "x", "b", "y")));
    }

    @Property
    void theOrderOfNamesDoesNotMatter(@ForAll("arguments") Map<String, Object> arguments, @ForAll Random random) {
        List<String> names = new ArrayList<>(arguments.keySet());
        Collections.shuffle(names, random);
        Map<String, Object> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, arguments.get(name)));

        assertThat(CallKey.of("t", shuffled)).isEqualTo(CallKey.of("t", arguments));
    }

    @Provide
    Arbitrary<Map<String, Object>> arguments() {
        Arbitrary<Object> values = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(5).map(text -> (Object) text),
                Arbitraries.doubles().map(number -> (Object) number),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.of(true, false).map(truth -> (Object) truth));
        Arbitrary<Object> nested = Arbitraries.maps(Arbitraries.strings().ofMaxLength(3), values)
                .ofMaxSize(3)
                .map(map -> (Object) map);
        return Arbitraries.maps(Arbitraries.strings().ofMaxLength(4), Arbitraries.oneOf(values, nested))
                .ofMaxSize(5);
    }
}
