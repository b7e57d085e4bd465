package io.agentaiops.opsscheduler.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

    @Test
    void keysAreSortedAndTextsHaveOneForm() {
        assertThat(CanonicalJson.object(Map.of("b", "é\n", "a", "\"\\\u0001/")))
                .isEqualTo("{\"a\":\"\\\"\\\\\\u0001/\",\"b\":\"é\\n\"}");
    }

    @Property
    void everyTextReadsBackAsItself(@ForAll String text) throws Exception {
        assertThat(new ObjectMapper().readTree(CanonicalJson.text(text)).asText())
                .isEqualTo(text);
    }
}
