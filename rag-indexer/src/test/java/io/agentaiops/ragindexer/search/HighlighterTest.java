package io.agentaiops.ragindexer.search;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighlighterTest {

    @ParameterizedTest
    @CsvSource({
        "rotate the logs,           Logs are rotated daily.,          <em>Logs</em> are <em>rotated</em> daily.",
        "max connections,           Raise maxConnections to 20.,      Raise <em>max</em><em>Connections</em> to 20.",
        "/var/log,                  It lies in /var/log/app.,         It lies in /<em>var</em>/<em>log</em>/app.",
        "what is the disk,          What is this? The disk.,          What is this? The <em>disk</em>.",
        "ORA-00942,                 'ORA-00942: no table',            '<em>ORA-00942</em>: no table'",
        "cake,                      No such word.,                    No such word.",
        "tags,                      if a < b && tag > c,              if a &lt; b &amp;&amp; <em>tag</em> &gt; c",
    })
    void wordsAreFoundAsTheIndexFindsThem(String question, String text, String expected) {
        assertThat(Highlighter.of(question).highlight(text)).isEqualTo(expected);
    }

    @Test
    void thePartWithMostOfTheWordsIsShownFromTheBeginningOfItsSentence() {
        String text = "The disk is mentioned. " + "Nothing of interest is told here. ".repeat(20)
                + "Free the disk by deleting old archives. " + "And so on. ".repeat(40);

        String shown = Highlighter.of("delete archives, free disk").highlight(text);

        assertThat(shown)
                .startsWith("<em>Free</em> the <em>disk</em> by <em>deleting</em> old <em>archives</em>.")
                .hasSizeLessThan(240);
    }

    @Property(tries = 300)
    void whateverTheTextNoMarkOfItGoesThrough(@ForAll String question, @ForAll String text) {
        String shown = Highlighter.of(question + " script").highlight(text + "<script>&" + text);

        assertThat(shown.replace("<em>", "").replace("</em>", "")).doesNotContain("<", ">");
    }
}
