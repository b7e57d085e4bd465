package io.agentaiops.toolrunner.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ParametersTest {

    private static final Parameters PARAMETERS = Parameters.of(
            Parameter.text("host", "which host"),
            Parameter.number("port", "which port", 1, 65535, 443),
            Parameter.choice("method", "how", List.of("GET", "HEAD"), "GET"),
            Parameter.flag("verbose", "whether to say more", false),
            Parameter.optionalText("contains", "what to look for"));

    @Test
    void whatIsNotGivenHasItsDefault() {
        assertThat(read(Map.of("host", " example.org "))).isEqualTo("example.org 443 GET false -");
    }

    @Test
    void numbersAndFlagsMayComeAsTexts() {
        assertThat(read(Map.of("host", "h", "port", "80", "verbose", "true"))).isEqualTo("h 80 GET true -");
        assertThat(read(Map.of("host", "h", "port", 80.0, "verbose", true, "contains", "ok")))
                .isEqualTo("h 80 GET true ok");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThat(denial(Map.of("port", 70000, "method", "POST", "hots", "x", "verbose", "maybe")))
                .contains("host is missing: which host")
                .contains("port is a whole number from 1 to 65535 but was '70000'")
                .contains("method is one of GET, HEAD but was 'POST'")
                .contains("verbose is true or false but was 'maybe'")
                .contains("there is no argument 'hots', only host, port, method, verbose, contains");
    }

    @Test
    void schemaIsFlatAndClosed() {
        assertThat(PARAMETERS.schema())
                .containsEntry("type", "object")
                .containsEntry("required", List.of("host"))
                .containsEntry("additionalProperties", false);
        assertThat(String.valueOf(PARAMETERS.schema().get("properties")))
                .contains("enum=[GET, HEAD]")
                .contains("minimum=1");
    }

    /** Models send anything: it is read or denied, and never throws. */
    @Property
    void anyValueIsReadOrDenied(@ForAll String name, @ForAll String text, @ForAll int number) {
        for (Object value : List.of(text, number, 0.5, List.of(text), Map.of(name, number), true)) {
            for (String key : List.of("host", "port", "method", "verbose", "contains", name)) {
                Map<String, Object> arguments = new HashMap<>(Map.of("host", "h"));
                arguments.put(key, value);
                assertThat(PARAMETERS.prepare(arguments, given -> new Preparation.Denied("read")))
                        .isInstanceOf(Preparation.Denied.class);
            }
        }
    }

    private static String read(Map<String, Object> arguments) {
        return denial(arguments);
    }

    private static String denial(Map<String, Object> arguments) {
        Preparation preparation = PARAMETERS.prepare(
                arguments,
                given -> new Preparation.Denied(String.join(
                        " ",
                        given.text("host"),
                        Integer.toString(given.number("port")),
                        given.text("method"),
                        Boolean.toString(given.flag("verbose")),
                        given.optionalText("contains").orElse("-"))));
        return ((Preparation.Denied) preparation).reason();
    }
}
