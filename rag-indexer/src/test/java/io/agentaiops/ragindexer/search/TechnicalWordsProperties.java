package io.agentaiops.ragindexer.search;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class TechnicalWordsProperties {

    private final TechnicalWords words = new TechnicalWords();

    @Property(tries = 500)
    void pieceByPieceComesToTheSameAsTheWholeText(
            @ForAll
                    @StringLength(max = 120)
                    @CharRange(from = 'a', to = 'f')
                    @CharRange(from = 'A', to = 'C')
                    @CharRange(from = '0', to = '2')
                    @Chars({' ', ' ', '\n', '\t', '\'', '.', ':', ';', '`', '*', '-', '_', '/', '"', '\u00a0', '\u00e4'
                    })
                    String text) {
        assertThat(words.of(text)).isEqualTo(words.apart(text));
        // The second time every piece of it is remembered.
        assertThat(words.of(text)).isEqualTo(words.apart(text));
    }
}
