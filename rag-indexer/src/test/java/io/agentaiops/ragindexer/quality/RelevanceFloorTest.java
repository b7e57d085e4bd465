package io.agentaiops.ragindexer.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RelevanceFloorTest {

    @Test
    void liesBetweenQuestionsThatCanBeToldApart() {
        double floor = RelevanceFloor.of(List.of(0.5, 0.6, 0.9), List.of(0.1, 0.2, 0.3), 3)
                .orElseThrow();

        assertThat(floor).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void aStrayQuestionOfEitherKindDoesNotDragItAlong() {
        double floor = RelevanceFloor.of(List.of(0.15, 0.5, 0.6, 0.7), List.of(0.1, 0.2, 0.3, 0.65), 3)
                .orElseThrow();

        assertThat(floor).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void tooFewQuestionsTellNothing() {
        assertThat(RelevanceFloor.of(List.of(0.5, 0.6), List.of(0.1, 0.2, 0.3), 3))
                .isEmpty();
        assertThat(RelevanceFloor.of(List.of(0.5, 0.6, 0.7), List.of(), 3)).isEmpty();
    }

    @Property
    void noOtherFloorTellsThemApartBetter(
            @ForAll @Size(min = 3, max = 20) List<@DoubleRange(min = 0, max = 1) Double> answered,
            @ForAll @Size(min = 3, max = 20) List<@DoubleRange(min = 0, max = 1) Double> nowhere,
            @ForAll @DoubleRange(min = 0, max = 1) double other) {
        double floor = RelevanceFloor.of(answered, nowhere, 3).orElseThrow();

        assertThat(RelevanceFloor.refused(nowhere, floor) - RelevanceFloor.refused(answered, floor))
                .isGreaterThanOrEqualTo(
                        RelevanceFloor.refused(nowhere, other) - RelevanceFloor.refused(answered, other) - 1e-9);
    }
}
