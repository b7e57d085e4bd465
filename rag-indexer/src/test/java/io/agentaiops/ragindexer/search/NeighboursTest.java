package io.agentaiops.ragindexer.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.ragindexer.passage.DocumentFormat.Place;
import io.agentaiops.ragindexer.passage.Passage;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeighboursTest {

    @Test
    void passagesThatFollowEachOtherAreReadInTheirOrder() {
        List<Passage> passages = List.of(passage("a", 2), passage("b", 1), passage("a", 1), passage("a", 3));

        assertThat(Neighbours.runs(passages)).containsExactly(List.of(2, 0, 3), List.of(1));
    }

    @Test
    void jointPassageCoversTheLinesOfAllAndKeepsTheIdOfTheBest() {
        Passage joint = Neighbours.joint(List.of(passage("a", 1), passage("a", 2)), passage("a", 2));

        assertThat(joint.id()).isEqualTo("a-2");
        assertThat(joint.where()).isEqualTo("10-25");
        assertThat(joint.text()).isEqualTo("text 1\n\ntext 2");
    }

    @Test
    void noMoreThanThreeAreJoined() {
        List<Passage> passages = List.of(passage("a", 1), passage("a", 2), passage("a", 3), passage("a", 4));

        assertThat(Neighbours.runs(passages)).containsExactly(List.of(0, 1, 2), List.of(3));
    }

    private static Passage passage(String document, int ordinal) {
        return new Passage(
                document + "-" + ordinal,
                document,
                ordinal,
                "Title",
                List.of("Heading"),
                Place.LINE,
                ordinal * 10,
                ordinal * 10 + 5,
                "text " + ordinal);
    }
}
