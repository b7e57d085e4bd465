package io.agentaiops.agentgateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ThinkingSplitterTest {

    private static final class Ears implements ChatHearer {
        private final StringBuilder said = new StringBuilder();
        private final StringBuilder thought = new StringBuilder();

        @Override
        public void said(String text) {
            said.append(text);
        }

        @Override
        public void thought(String text) {
            thought.append(text);
        }
    }

    @Property
    void tagsInPiecesOfAnyLengthAreFound(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 9) Integer> cuts) {
        Ears ears = hear("\n<think>df is <b>not</b> enough</thi </think>\n\nUse du. <think>x</think>", cuts);

        assertThat(ears.thought.toString()).isEqualTo("df is <b>not</b> enough</thi ");
        assertThat(ears.said.toString()).isEqualTo("Use du. <think>x</think>");
    }

    @Property
    void textWithoutTagsIsSaidUnchanged(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 9) Integer> cuts) {
        Ears ears = hear("<thing> is no tag, and 1 < 2 neither", cuts);

        assertThat(ears.said.toString()).isEqualTo("<thing> is no tag, and 1 < 2 neither");
        assertThat(ears.thought.toString()).isEmpty();
    }

    @Test
    void anAnswerThatIsOnlyTheBeginningOfATagIsSaid() {
        assertThat(hear("<thi", List.of(9)).said.toString()).isEqualTo("<thi");
    }

    private static Ears hear(String text, List<Integer> cuts) {
        Ears ears = new Ears();
        ThinkingSplitter splitter = new ThinkingSplitter(ears);
        int at = 0;
        for (int i = 0; at < text.length(); i++) {
            int end = Math.min(text.length(), at + cuts.get(i % cuts.size()));
            splitter.take(text.substring(at, end));
            at = end;
        }
        splitter.end();
        return ears;
    }
}
