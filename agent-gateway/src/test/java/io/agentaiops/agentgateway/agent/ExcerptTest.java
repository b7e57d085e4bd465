package io.agentaiops.agentgateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void stepBlocksAndHeadingsAreLeftOut() {
        String passage = "## 1. Look\n\n```step\nrun: df -h\n```\n\nAbove 95 %: act.\n";

        assertThat(Excerpt.prose(passage, 500)).isEqualTo("Above 95 %: act.");
    }

    @Test
    void longProseIsCutAtAParagraph() {
        String passage = "First part of it.\n\nSecond part, which is longer than what fits here.";

        assertThat(Excerpt.prose(passage, 40)).isEqualTo("First part of it. …");
    }

    @Test
    void outputCannotCloseItsFence() {
        String fenced = Excerpt.fenced("a\n````\nb", 10, 1);

        assertThat(fenced).startsWith("`````text\n").endsWith("\n`````");
    }

    @Test
    void longOutputIsCutAndSaysWhereTheRestIs() {
        String output = IntStream.range(0, 30).mapToObj(Integer::toString).collect(Collectors.joining("\n"));

        assertThat(Excerpt.fenced(output, 10, 3))
                .contains("9\n… 20 more lines: see step 3")
                .doesNotContain("\n10\n");
    }

    @Property
    void whateverTheOutputNoLineOfItIsTheClosingFence(@ForAll @StringLength(max = 200) String output) {
        List<String> lines = Excerpt.fenced(output, 1000, 1).lines().toList();

        String fence = lines.getLast();
        assertThat(lines.subList(1, lines.size() - 1))
                .noneMatch(line -> line.strip().startsWith(fence));
    }

    @Property
    void aCutIsNeverLongerThanAskedAndNeverSplitsACharacter(
            @ForAll @StringLength(max = 50) String text, @ForAll @IntRange(min = 1, max = 50) int length) {
        String cut = Excerpt.cutAt(text, length);

        assertThat(text).startsWith(cut);
        assertThat(cut.length()).isLessThanOrEqualTo(length);
        assertThat(cut.isEmpty()
                        || cut.length() == text.length()
                        || !Character.isHighSurrogate(cut.charAt(cut.length() - 1)))
                .isTrue();
    }
}
