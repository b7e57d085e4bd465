package io.agentaiops.opsscheduler.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;
import org.junit.jupiter.api.Test;

/** Whatever somebody writes into a title or a summary is shown as it is. */
class MarkdownTextPropertyTest {

    private static final List<TablesExtension> TABLES = List.of((TablesExtension) TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().extensions(TABLES).build();

    @Property(tries = 2000)
    void textInAListIsShownAsItIs(
            @ForAll
                    @StringLength(min = 1, max = 24)
                    @CharRange(from = 'a', to = 'c')
                    @Chars({
                        '*', '_', '`', '[', ']', '(', ')', '#', '-', '+', '1', '.', '!', '<', '>', '&', '|', '\\', '~',
                        ' ', '=', ';', ':', '{', '}'
                    })
                    String text) {
        String line = text.strip().replaceAll("\\s+", " ");

        assertThat(shown("- x: " + MarkdownText.inline(text))).isEqualTo(line.isEmpty() ? "- x:" : "- x: " + line);
        assertThat(shown("- " + MarkdownText.inline(text))).isEqualTo(("- " + line).strip());
    }

    @Test
    void wordsWithHyphensAndUnderscoresStayReadable() {
        assertThat(MarkdownText.inline("daily-health-check (snake_case, 95.2 % #aiops)"))
                .isEqualTo("daily-health-check (snake_case, 95.2 % #aiops)");
        assertThat(MarkdownText.inline("1. first")).isEqualTo("1\\. first");
        assertThat(MarkdownText.inline("_secret_ a|b")).isEqualTo("\\_secret\\_ a\\|b");
    }

    private static String shown(String markdown) {
        return TEXT.render(PARSER.parse(markdown)).strip();
    }
}
