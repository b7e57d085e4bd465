package io.agentaiops.alertrouter.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TemplateSetTest {

    private static final TemplateSet SET = TemplateSet.with(Map.of());

    private static String text(String template, Object data) {
        return SET.compile("t", template).text(data);
    }

    @Test
    void templateThatCallsItselfForeverIsStopped() {
        assertThatThrownBy(() -> text("{{ define \"a\" }}{{ template \"a\" . }}{{ end }}{{ template \"a\" . }}", 1L))
                .isInstanceOf(TemplateError.class)
                .hasMessageContaining("deep");
    }

    @Test
    void loopsInLoopsAreStopped() {
        List<Long> many = java.util.stream.LongStream.range(0, 1_000).boxed().toList();

        assertThatThrownBy(() -> text("{{ range . }}{{ range $ }}{{ range $ }}x{{ end }}{{ end }}{{ end }}", many))
                .isInstanceOf(TemplateError.class)
                .hasMessageContaining("stopped after");
    }

    @Test
    void textThatIsDoubledAgainAndAgainIsStopped() {
        String doubled = "{{ $x = printf \"%s%s\" $x $x }}".repeat(60);

        assertThatThrownBy(() -> text("{{ $x := \"0123456789\" }}" + doubled + "done", 1L))
                .isInstanceOf(TemplateError.class)
                .hasMessageContaining("stopped at a text");
        assertThat(text("{{ len (printf \"%99999999d\" 7) }}", 1L)).isEqualTo("1000");
    }

    @Test
    void templatesThatCallEachOtherForeverAreStopped() {
        assertThatThrownBy(() -> text(
                        "{{ define \"a\" }}{{ template \"b\" . }}{{ template \"b\" . }}{{ end }}"
                                + "{{ define \"b\" }}{{ template \"a\" . }}{{ template \"a\" . }}{{ end }}{{ template \"a\" . }}",
                        1L))
                .isInstanceOf(TemplateError.class)
                .hasMessageContaining("deep");
    }

    @Test
    void whatIsWrongIsRefusedWithItsLineWhenItIsRead() {
        assertThatThrownBy(() -> SET.compile("t", "a\n{{ nosuch . }}"))
                .hasMessageContaining("t:2")
                .hasMessageContaining("function \"nosuch\" not defined");
        assertThatThrownBy(() -> SET.compile("t", "{{ template \"nosuch\" }}"))
                .hasMessageContaining("template \"nosuch\" not defined");
        assertThatThrownBy(() -> SET.compile("t", "{{ if . }}x")).hasMessageContaining("not closed");
        assertThatThrownBy(() -> SET.compile("t", "x {{ end }}")).hasMessageContaining("unexpected {{end}}");
        assertThatThrownBy(() -> SET.compile("t", "{{ \"x }}")).hasMessageContaining("unclosed action");
        assertThatThrownBy(() -> SET.compile("t", "{{ .A")).hasMessageContaining("unclosed action");
        assertThatThrownBy(() -> SET.compile("t", "{{ break }}")).hasMessageContaining("outside");
    }

    @Test
    void variablesAreSeenWhereTheyAreDeclaredAndBelow() {
        assertThat(text("{{ $x := 1 }}{{ range . }}{{ $x = . }}{{ end }}{{ $x }}", List.of(5L, 7L)))
                .isEqualTo("7");
        assertThat(text("{{ $x := 1 }}{{ range . }}{{ $x := . }}{{ end }}{{ $x }}", List.of(5L, 7L)))
                .isEqualTo("1");
        assertThat(text("{{ range . }}{{ if eq . 7 }}{{ break }}{{ end }}{{ . }}{{ end }}", List.of(5L, 7L, 9L)))
                .isEqualTo("5");
    }

    @Test
    void valueInAPageCannotLeaveItsPlace() {
        String hostile = "\"><script>alert(1)</script>";

        assertThat(SET.compile("t", "<p title=\"{{ . }}\">{{ . }}</p>").html(hostile))
                .doesNotContain("<script>")
                .contains("&lt;script&gt;");
        assertThat(SET.compile("t", "<a href=\"{{ . }}\">x</a>").html("javascript:alert(1)"))
                .contains("#ZgotmplZ");
        assertThat(SET.compile("t", "<p onclick=\"{{ . }}\">x</p>").html("alert(1)"))
                .doesNotContain("alert");
        assertThat(SET.compile("t", "<script>{{ . }}</script>").html("alert(1)"))
                .doesNotContain("alert");
        assertThat(SET.compile("t", "<p style=\"color:{{ . }}\">x</p>").html("red;}body{x:expression(1)"))
                .contains("ZgotmplZ");
    }

    @Property(tries = 2_000)
    void anyTextIsReadOrRefused(@ForAll String text) {
        assertThatCode(() -> readAndRun(text)).doesNotThrowAnyException();
        assertThatCode(() -> readAndRun("{{" + text + "}}")).doesNotThrowAnyException();
    }

    private static void readAndRun(String text) {
        try {
            SET.compile("t", text).html(Map.of("a", List.of(1L)));
        } catch (TemplateError e) {
            assertThat(e.getMessage()).startsWith("template: t:");
        }
    }
}
